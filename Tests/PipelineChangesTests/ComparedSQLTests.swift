import PipelineChanges
import Testing

@Suite("Scripts that are compared by what they say")
struct ComparedSQLTests {
  private static let sql = "INSERT INTO h (a, `b`) SELECT COUNT(x), 'It''s' FROM k WHERE x IS NOT NULL;"

  @Test(
    "are the same with other blanks, comments and cases of keywords",
    arguments: [
      "insert into h (a, `b`)\n\tselect count(x), 'It''s'\nfrom k where x is not null",
      "-- a comment; with a semicolon\nINSERT INTO h(a,`b`)SELECT/**/COUNT (x),'It''s'FROM k WHERE x IS NOT NULL;;\n",
      "INSERT INTO `h` (`a`, b) SELECT COUNT(`x`), 'It''s' FROM `k` WHERE `x` IS NOT NULL;",
      "INSERT INTO h (a, `b`) // another comment\r\nSELECT COUNT(x), 'It''s' FROM k WHERE x IS NOT NULL; -- end",
    ])
  func same(_ other: String) {
    #expect(ComparedSQL(Self.sql) == ComparedSQL(other))
    #expect(Change.sql(from: Self.sql, to: other) == nil)
  }

  @Test(
    "are not the same with other texts, names, hints and statements",
    arguments: [
      ("'It''s'", "'it''s'"), ("'It''s'", "'It''s '"), ("`b`", "`B`"), ("x IS", "X IS"), ("FROM k", "FROM K"),
      ("INTO h", "INTO H"), ("COUNT", "SUM"), ("FROM k", "FROM k /*+ OPTIONS('a' = 'b') */"),
      ("IS NOT NULL", "IS NULL"), (";", "; INSERT INTO h SELECT 1, 2;"), ("(a, `b`)", ""), ("'It''s'", "`It's`"),
    ])
  func different(_ part: String, _ other: String) {
    let changed = Self.sql.replacing(part, with: other)
    #expect(ComparedSQL(Self.sql) != ComparedSQL(changed))
    #expect(Change.sql(from: Self.sql, to: changed)?.what == "sql")
  }

  @Test("have names that are words of the grammar only where the grammar has them")
  func words() {
    #expect(ComparedSQL("SELECT key, status FROM t") != ComparedSQL("SELECT KEY, status FROM t"))
    #expect(ComparedSQL("PRIMARY KEY (a) NOT ENFORCED") == ComparedSQL("primary key (a) not enforced"))
    #expect(ComparedSQL("SELECT r.value FROM t") != ComparedSQL("SELECT r.VALUE FROM t"))
    #expect(ComparedSQL("b BIGINT METADATA VIRTUAL") == ComparedSQL("b bigint metadata virtual"))
    #expect(ComparedSQL("SELECT 1 /*+ A */ /* b */") == ComparedSQL("select 1 /*+  A*/"))
  }
}
