import FlinkSQL
import Notices
import PipelineTypes

extension NamingProblem: Problem {
  var remedy: any Remedy {
    switch self {
    case .invalidTopic: PipelineRemedy.checkTopic
    case .invalidTable: PipelineRemedy.nameTable
    case .invalidType(_, let fault): PipelineRemedy.useType(fault.replacement)
    }
  }
}

extension TypeFault {
  /// The type to use instead; nil where several could be meant.
  fileprivate var replacement: String? {
    switch self {
    case .foreignType(let type): type
    case .timeZone: "TIMESTAMP_LTZ(3)"
    case .nestedTooDeep: "STRING"
    default: nil
    }
  }
}

extension PipelineProblem: Problem {
  var remedy: any Remedy {
    switch self {
    case .naming(let problem): problem.remedy
    case .invalidColumn(_, .duplicate): PipelineRemedy.removeDuplicate
    case .invalidColumn: PipelineRemedy.renameColumn
    case .unknownFields: PipelineRemedy.nameFields
    case .unsupportedFormat(let kind, _, _): PipelineRemedy.changeFormat(kind)
    case .noSchema(.noMessages), .noSchema(.noRows): PipelineRemedy.passFields
    case .noSchema(.noObjects): PipelineRemedy.writeObjects
    case .missingFields(let columns, _, _):
      columns.allSatisfy { $0.reason == .keyRepeats || $0.reason == .keyComputed }
        ? PipelineRemedy.writeKey(columns.map(\.name)) : PipelineRemedy.fillColumns
    case .incompatibleTypes(let columns, _, _): PipelineRemedy.changeTypes(columns.remediable)
    case .incompatibleMetadataType(_, _, _, let type): PipelineRemedy.useType(type)
    case .rowsAsText: PipelineRemedy.unwrapDocuments
    case .noCommonColumns: PipelineRemedy.matchColumns
    case .notATable: PipelineRemedy.nameBaseTable
    case .invalidEventTime(_, _, let candidates): PipelineRemedy.nameEventTime(candidates)
    case .invalidSetting: PipelineRemedy.writeValue
    case .changesWithoutKey: PipelineRemedy.addPrimaryKey
    }
  }
}

extension [RefusedColumn] {
  /// The first reason that has a remedy of its own, else the first one.
  fileprivate var remediable: ConversionFault? {
    map(\.reason).first { reason in
      switch reason {
      case .encodedDecimals, .placeholders: true
      default: false
      }
    } ?? first?.reason
  }
}

/// What can be done about messages, tables and SQL that do not fit.
enum PipelineRemedy: Remedy, Equatable {
  case checkTopic, checkKafka, checkHologres, allowClearText, passFields
  case nameTable, nameBaseTable
  /// The table does not exist.
  case createTable
  /// The table does not exist, and the result has statements that create it.
  case createSuggestedTable
  case useType(String?)
  case removeDuplicate, renameColumn, nameFields
  case changeFormat(PayloadKind)
  case writeObjects
  case fillColumns
  /// Nothing is written to the key.
  case writeKey([String])
  /// - Parameter reason: The first conversion that fails, which may have a remedy of its own.
  case changeTypes(ConversionFault?)
  case matchColumns
  /// Changes hold their rows as JSON text.
  case unwrapDocuments
  case nameEventTime([String])
  case writeValue, addPrimaryKey
  case nameDeployment
  case passMetadata([String])
  case passMetadataInstead(String)
  case nameColumnMembers
  case giveType
  case passInterval
  case passMemory
  case passOffsets
  case createSecret
  case correctMessages
  /// Create these variables of the namespace.
  case createVariables([String])
  case fitQuota
}
