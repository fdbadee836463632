import FlinkSQL
import PipelineTypes
import Testing

/// Reviews of tables with rules.
enum RuledTables {
  /// The notes about the rules of `table` for these messages.
  static func notes(_ messages: [String], into table: TargetTable, engine: EngineVersion = Pipelines.vvr11) throws
    -> [PipelineNote]
  {
    let schema = try Pipelines.schema(messages)
    let mapping = try ColumnMapping(schema, into: table, engine: engine)
    let pipeline = try Pipelines.pipeline(schema, into: [table], engine: engine)
    let source = try #require(pipeline.sources.first)
    let samples = messages.map { SampledMessage(position: nil, value: Array($0.utf8)) }
    return ConstraintReview(
      table, mapping, SampledRows(samples, schema, source, mapping, into: table, on: engine)
    ).notes
  }

  /// A table of these columns with rules.
  static func table(
    _ columns: KeyValuePairs<String, String>, key: [String] = [], _ constraints: [TableConstraint] = [],
    of memberships: [PartitionMembership] = []
  ) -> TargetTable {
    TargetTable(
      name: Pipelines.tableName, columns: Pipelines.table(columns).columns, primaryKey: key, constraints: constraints,
      memberships: memberships)
  }

  /// A unique index.
  static func unique(
    _ parts: [String], columns: [String]? = nil, where condition: String? = nil, nullsEqual: Bool = false
  ) -> TableConstraint {
    TableConstraint(
      name: "u", rule: .unique(.init(parts: parts, condition: condition, hasEqualNulls: nullsEqual)),
      columns: columns ?? parts, definition: "")
  }
}

@Suite("Rules of the table")
struct ConstraintReviewTests {
  private func repeats(_ messages: [String], key: [String] = ["id"], _ index: TableConstraint) throws -> SampleCount? {
    let table = RuledTables.table(["id": "bigint!", "e": "text", "a": "boolean"], key: key, [index])
    let notes = try RuledTables.notes(messages, into: table)
    guard case .uniqueBesideKey(_, _, _, _, let repeats) = try #require(notes.columnFacts(about: "e").first) else {
      return nil
    }
    return repeats
  }

  @Test(
    "Messages that repeat a unique value with another key are counted",
    arguments: [
      ([#"{"id":1,"e":"x"}"#, #"{"id":2,"e":"x"}"#], 1), ([#"{"id":1,"e":"x"}"#, #"{"id":1,"e":"x"}"#], 0),
      ([#"{"id":1,"e":null}"#, #"{"id":2,"e":null}"#, #"{"id":2,"e":"y"}"#], 0),
      ([#"{"id":1,"e":"x"}"#, #"{"id":1,"e":"y"}"#, #"{"id":2,"e":"x"}"#], 0),
      ([#"{"id":1,"e":"x"}"#, #"{"id":2,"e":"x"}"#, #"{"id":3,"e":"x"}"#], 2),
    ])
  func uniqueRepeats(_ messages: [String], _ count: Int) throws {
    #expect(try repeats(messages, RuledTables.unique(["e"])) == SampleCount(count, of: messages.count))
  }

  @Test("Expressions, conditions and NULLs of a unique index count as the database says")
  func uniqueVariants() throws {
    let folded = [#"{"id":1,"e":"X","a":true}"#, #"{"id":2,"e":"x","a":true}"#]
    #expect(try repeats(folded, RuledTables.unique(["lower(e)"], columns: ["e"])) == SampleCount(1, of: 2))
    #expect(try repeats(folded, RuledTables.unique(["substr(e, 2)"], columns: ["e"])) == nil)
    let partial = [#"{"id":1,"e":"x","a":true}"#, #"{"id":2,"e":"x","a":false}"#]
    #expect(
      try repeats(partial, RuledTables.unique(["e"], columns: ["e", "a"], where: "a")) == SampleCount(0, of: 2))
    let nulls = [#"{"id":1,"e":"x"}"#, #"{"id":2,"e":null}"#, #"{"id":3}"#]
    #expect(try repeats(nulls, RuledTables.unique(["e"], nullsEqual: true)) == SampleCount(1, of: 3))
    let appended = [#"{"id":1,"e":"x"}"#, #"{"id":1,"e":"x"}"#]
    #expect(try repeats(appended, key: [], RuledTables.unique(["e"])) == SampleCount(1, of: 2))
  }

  @Test("An index that no two rows can repeat is not noted")
  func harmless() throws {
    let messages = [#"{"id":1}"#]
    let wider = RuledTables.table(["id": "bigint!", "e": "text"], key: ["id"], [RuledTables.unique(["id", "e"])])
    #expect(try RuledTables.notes(messages, into: wider).isEmpty)
    let empty = RuledTables.table(["id": "bigint!", "e": "text"], key: ["id"], [RuledTables.unique(["e"])])
    #expect(try RuledTables.notes(messages, into: empty).isEmpty)
    #expect(try RuledTables.notes(messages, into: RuledTables.table(["id": "bigint!"], key: ["id"])).isEmpty)
  }

  @Test("A table with a unique index and no primary key stops at a row that is read again")
  func appendedOnce() throws {
    let table = RuledTables.table(["id": "bigint!", "e": "text"], [RuledTables.unique(["id"])])
    let facts = try ColumnMapping(Pipelines.schema([#"{"id":1,"e":"x"}"#]), into: table).notes.tableFacts
    #expect(facts == [.appendedOnce(columns: ["id"])])
  }

  @Test(
    "Messages that violate a CHECK are counted where its form is known",
    arguments: [
      ("CHECK ((n > 0))", 1), ("CHECK (((n >= 0) AND (n <= 10)))", 1), ("CHECK ((NOT (n < 0)))", 1),
      ("CHECK (((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])))", 1),
      ("CHECK ((s <> ALL (ARRAY['c'::text])))", 1), ("CHECK (((n IS NULL) OR (n > '-5'::integer)))", 0),
      ("CHECK ((length(s) < 2)) NOT VALID", 0), ("CHECK ((n < m))", 1), ("CHECK ((d >= '2024-02-01'::date))", 1),
      ("CHECK ((m > (0)::numeric))", 0), ("CHECK ((s ~~ 'a%'::text))", nil), ("CHECK ((n % 2) = 0)", nil),
    ] as [(String, Int?)])
  func checks(_ definition: String, _ broken: Int?) throws {
    let rule = TableConstraint(name: "c", rule: .check, columns: ["n"], definition: definition)
    let table = RuledTables.table(
      ["id": "bigint!", "n": "integer", "m": "numeric(5,2)", "s": "text", "d": "date"], key: ["id"], [rule])
    let messages = [
      #"{"id":1,"n":-1,"m":1.5,"s":"c","d":"2024-01-31"}"#, #"{"id":2,"n":3,"m":2,"s":"a","d":"2024-02-01"}"#,
      #"{"id":3,"n":null,"m":null,"s":null,"d":null}"#,
    ]
    let facts = try RuledTables.notes(messages, into: table).columnFacts(about: "n")
    #expect(
      facts == [
        .checkConstraint(name: "c", definition: definition, broken: broken.map { SampleCount($0, of: 3) })
      ])
  }

  @Test("Foreign keys and exclusions are noted, once each, unless a column of theirs is always NULL")
  func others() throws {
    let parent = TableName(schema: "public", table: "p")
    let rules = [
      TableConstraint(
        name: "f", rule: .foreignKey(to: parent, isDeferrable: true), columns: ["n", "m"], definition: "FOREIGN KEY"),
      TableConstraint(name: "x", rule: .exclusion, columns: ["n"], definition: "EXCLUDE"),
      TableConstraint(name: "never", rule: .check, columns: [], definition: "CHECK ((1 < 0))"),
    ]
    let table = RuledTables.table(["id": "bigint!", "n": "integer", "m": "integer"], key: ["id"], rules)
    let notes = try RuledTables.notes([#"{"id":1,"n":1,"m":2}"#], into: table)
    #expect(notes.map(\.code) == ["foreign_key", "exclusion_constraint", "constrained"])
    #expect(notes.map(\.names) == [["n", "m"], ["n"], []])
    #expect(try RuledTables.notes([#"{"id":1,"m":1}"#], into: table).map(\.code) == ["constrained"])
  }
}
