import PipelineTypes
import SQLLint

@testable import FlinkDeploy

/// Findings in given SQL.
extension CatalogueGroup {
  static let findings = [
    CatalogueGroup(.finding, "SQLProblem", in: "SQLLint/SQLProblem.swift", problems),
    CatalogueGroup(.part, "SecretPlace", in: "SQLLint/SQLProblem.swift", places) { SQLProblem.literalSecret($0) },
    CatalogueGroup(.part, "TableNameFault", in: "SQLLint/SQLProblem.swift", faults) {
      SQLProblem.tableNameRefused($0)
    },
    CatalogueGroup(.part, "PatternMeaning", in: "SQLLint/SQLProblem.swift", meanings) {
      SQLProblem.datePattern(letters: "YYYY", $0, use: "yyyy")
    },
  ]

  private static let problems: [SQLProblem] = [
    .literalSecret(.value(option: "password")), .secretNotReplaced, .otherTopic(called: "orders"),
    .otherTable(called: "public.orders"), .topicList, .tableNameRefused(.unquoted), .primaryKeyMissing(table: .orders),
    .primaryKeyDiffers(table: .orders, key: ["order_id"]), .unknownColumn(table: .orders, column: "amounts"),
    .typeMismatch(table: .orders, column: "amount", databaseType: "numeric(18,2)", type: "DECIMAL(18, 2)"),
    .lossyConversion(table: .orders, column: "amount", databaseType: "numeric(18,2)", declared: "DECIMAL(18, 4)"),
    .columnsSwapped(found: ["amount", "order_id"], wanted: ["order_id", "amount"]),
    .datePattern(letters: "YYYY", .weekBasedYear, use: "yyyy"), .rowsDropped(option: "json.ignore-parse-errors"),
    .missingFieldStopsJob(option: "json.fail-on-missing-field"), .loginModuleNotFound, .startupModeMissing,
    .offsetResetMissing,
  ]

  private static let places: [SQLProblem.SecretPlace] = [
    .value(option: "password"), .inValue(option: "url"), .comment(option: "password"), .comment(option: nil),
    .hint(option: "password"), .accessKey(isComment: true), .accessKey(isComment: false),
  ]

  private static let faults: [SQLProblem.TableNameFault] = [.unquoted, .tooManyParts, .unclosedQuote]

  private static let meanings: [SQLProblem.PatternMeaning] = [
    .weekBasedYear, .dayOfYear, .hourOfHalfDay, .minute, .month, .fractionOfSecond,
  ]
}
