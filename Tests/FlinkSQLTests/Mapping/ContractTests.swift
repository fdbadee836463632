import PipelineTypes
import Testing

@testable import FlinkSQL

@Suite("The contract with the table")
struct ContractTests {
  private func mapping(_ messages: [String], _ table: TargetTable, engine: EngineVersion = Pipelines.vvr8) throws
    -> ColumnMapping
  {
    try ColumnMapping(Pipelines.schema(messages), into: table, engine: engine)
  }

  @Test("A field belongs to the column of its exact name before any column of a similar name")
  func globalPasses() throws {
    let mapping = try mapping([#"{"id":1}"#], Pipelines.table(["ID": "text", "id": "bigint!"], key: ["id"]))
    #expect(mapping.columns.map(\.name) == ["id"])
    let folded = try self.mapping(
      [#"{"orderId":1,"ORDER_ID":2}"#], Pipelines.table(["order-id": "bigint", "order_id": "bigint"]))
    #expect(folded.columns.map(\.field) == ["orderId", "ORDER_ID"])
  }

  @Test("Two fields that match a column alike are noted")
  func ambiguous() throws {
    let mapping = try mapping([#"{"Id":1,"ID":2}"#], Pipelines.table(["id": "bigint"]))
    #expect(mapping.notes.columnFacts(about: "id") == [.otherFieldsMatch(field: "Id", others: ["ID"])])
    #expect(mapping.notes.contains(.field(["ID"], .notWritten, table: Pipelines.tableName)))
    let similar = FieldFact.similarNames(isCaseOnly: true, expressions: ["`ID`", "`Id`"])
    #expect(try Pipelines.schema([#"{"Id":1,"ID":2}"#]).notes == [.field(["ID", "Id"], similar, table: nil)])
  }

  @Test("One error lists all columns without a field and all without a conversion")
  func listsAll() {
    let table = Pipelines.table(["a": "bigint", "b": "date", "must": "text!", "too": "text!"])
    let error = #expect(throws: PipelineProblem.self) { try mapping([#"{"a":"x","b":true}"#], table) }
    #expect(error?.code == "missing_fields")
    guard case .missingFields(let refused, Pipelines.tableName, ["a", "b"])? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(refused.map(\.name) == ["a", "b", "must", "too"])
    #expect(refused.map(\.field) == ["a", "b", nil, nil])
    #expect(refused.map { $0.reason == .valueMissing } == [false, false, true, true])
  }

  @Test("The review gives each column its conversion, or the reason why there is none")
  func review() throws {
    let table = Pipelines.table(
      ["id": "bigint!", "a": "date", "b": "bigint", "must": "text!", "may": "text"], key: ["id"])
    let review = ColumnReview(try Pipelines.schema([#"{"id":1,"a":true,"b":2}"#]), into: table)
    #expect(review.possible.columns.map(\.name) == ["id", "b"])
    #expect(review.refused.map(\.name) == ["a", "must"])
    #expect(review.refused.map(\.field) == ["a", nil])
    #expect(review.refused.map(\.databaseType) == ["date", "text"])
    let booleans = ConversionFault.content([.kind(.booleans)], expression: "`a`", columnType: "DATE")
    #expect(review.refused.map(\.reason) == [booleans, .valueMissing])
    #expect(review.problem?.code == "missing_fields")
    #expect(review.possible.notes.tableFacts == [.upserted(key: ["id"], .withinPartition)])
    let keyless = ColumnReview(try Pipelines.schema([#"{"b":2,"must":""}"#]), into: table)
    #expect(keyless.possible.notes.tableFacts.isEmpty)
    #expect(ColumnReview(try Pipelines.schema([#"{"id":1,"must":""}"#]), into: table).problem == nil)
  }

  @Test(
    "A column whose name no statement can have is not written",
    arguments: ["a${secret_values.kafka_password}", "a\nb", "a\u{2028}b"])
  func names(_ name: String) throws {
    for type in ["text", "text!"] {
      let table = Pipelines.table(["id": "bigint", name: type])
      for schema in [try Pipelines.schema([#"{"id":1}"#]), MessageSchema(assuming: [table])] {
        let review = ColumnReview(schema, into: table)
        #expect(review.possible.columns.map(\.name) == ["id"])
        #expect(review.refused.map(\.name) == (type == "text" ? [] : [name]))
        #expect((review.problem == nil) == (type == "text"))
      }
    }
    let folded = Pipelines.table(["id": "bigint", "a${x}": "text"])
    let review = ColumnReview(try Pipelines.schema([#"{"id":1,"a$_{x}":"v"}"#]), into: folded)
    #expect(review.refused.map(\.reason) == [.columnName(.variable)])
    #expect(review.problem?.code == "incompatible_types")
  }

  @Test("Kafka metadata alone is enough only if the caller asks for nothing else")
  func onlyMetadata() throws {
    let schema = try MessageSchema(columns: [.init(name: "o", type: "BIGINT", metadata: .offset)])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["o": "bigint", "v": "text"]))
    #expect(mapping.columns.map(\.name) == ["o"])
    let error = #expect(throws: PipelineProblem.self) {
      try ColumnMapping(Pipelines.schema([#"{"x":1}"#]), into: Pipelines.table(["kafka_offset": "bigint"]))
    }
    #expect(error?.code == "no_common_columns")
  }

  @Test(
    "Relations that cannot be written are rejected",
    arguments: [TargetTable.ReadOnlyKind.view, .materializedView, .foreignTable])
  func readOnly(_ kind: TargetTable.ReadOnlyKind) {
    let table = Pipelines.table(["a": "bigint"], kind: .readOnly(kind))
    #expect(throws: PipelineProblem.notATable(Pipelines.tableName, kind)) { try mapping([#"{"a":1}"#], table) }
  }
}
