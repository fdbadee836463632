import FlinkSQL
import PipelineTypes

@testable import FlinkDeploy

/// Names of topics, tables, columns and types.
extension CatalogueGroup {
  static let types = [
    CatalogueGroup(.error, "NamingProblem", in: "PipelineTypes/NamingProblem.swift", naming),
    CatalogueGroup(.part, "TableFault", in: "PipelineTypes/NamingProblem.swift", tableFaults) {
      NamingProblem.invalidTable("a.b.c", $0)
    },
    CatalogueGroup(.part, "TypeFault", in: "PipelineTypes/NamingProblem.swift", typeFaults) {
      NamingProblem.invalidType("DECIMAL(40, 2)", $0)
    },
    CatalogueGroup(.part, "Expected", in: "PipelineTypes/NamingProblem.swift", expected) {
      NamingProblem.invalidType("DECIMAL(", .expected($0, found: "x"))
    },
    CatalogueGroup(.part, "IdentifierFault", in: "PipelineTypes/NamingProblem.swift", identifierFaults) {
      PipelineProblem.invalidColumn("amount", .name($0))
    },
  ]

  private static let naming: [NamingProblem] = [
    .invalidTopic("no such topic"), .invalidTable("a.b.c", .parts(3)),
    .invalidType("JSON", .foreignType(use: "STRING")),
  ]

  private static let tableFaults: [TableFault] = [.part(.empty), .textAfterQuote, .unclosedQuote, .parts(3)]

  private static let typeFaults: [TypeFault] = [
    .textAfterType("x"), .expected(.symbol(")"), found: "x"), .precision(lowest: 0, highest: 9), .decimalBounds,
    .nestedTooDeep, .notNull, .unknownType, .foreignType(use: "STRING"), .timeZone, .duplicateField("a"),
    .field("a", .empty), .unclosedBacktick,
  ]

  private static let expected: [TypeFault.Expected] = [.symbol(")"), .number, .fieldName]

  private static let identifierFaults: [IdentifierFault] = [.empty, .lineBreak, .nullCharacter, .tooLong, .variable]
}
