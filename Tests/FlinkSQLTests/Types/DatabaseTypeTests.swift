import PipelineTypes
import Testing

@Suite("Database types")
struct DatabaseTypeTests {
  @Test(
    "Database types are known by their names",
    arguments: [
      ("character varying", "STRING"), ("character varying(20)", "STRING"),
      ("timestamp(3) without time zone", "TIMESTAMP(6)"),
      ("timestamp(3) with time zone", "TIMESTAMP_LTZ(3)"), ("time(3) without time zone", "TIME(0)"),
      ("public.roaringbitmap", "BYTES"), ("inet", "STRING"), ("myschema.mood", "STRING"), ("bigint[]", "ARRAY<BIGINT>"),
      ("character varying(5)[]", "ARRAY<STRING>"), ("smallint[]", nil), ("numeric(5,1)[]", nil), ("bigint[][]", nil),
      ("myschema.date", "STRING"), ("myschema.integer", "STRING"), ("\"my schema\".roaringbitmap", "BYTES"),
      ("time with time zone", nil), ("numeric(38,38)", "DECIMAL(38, 38)"), ("numeric(39,2)", "DECIMAL(38, 18)"),
    ])
  func types(_ name: String, _ type: String?) { #expect(DatabaseType(formatted: name).flinkType?.sql == type) }
}
