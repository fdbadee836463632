public import Notices
public import PipelineTypes

/// A fact about the topic, its messages, or the job that reads them.
public enum TopicFact: Notice, Hashable, Codable {
  /// Why a topic is read more than once.
  public enum ReadReason: String, Sendable, Hashable, Codable {
    case differentTypes, differentKeys
  }

  /// Where to tell the changes of one table from those of others.
  public enum TableFilter: String, Sendable, Hashable, Codable {
    case debeziumMetadata = "value.source.table"
    case maxwellMetadata = "value.table"
    case canalOption = "canal-json.table.include"
  }

  case messagesUnused(count: Int, total: Int, [UnusableCount])
  /// Messages with text behind their first JSON value, which Flink does not read.
  case textAfterValue(count: Int, total: Int)
  case envelopePartial(Envelope, count: Int, hasBothForms: Bool)
  case envelopeUnpacked
  case envelopeMissing(count: Int)
  case changesRead(Envelope)
  /// Messages that change no row, at which the job stops unless `option` is set.
  case controlMessages(Envelope, [ControlCount], total: Int, option: String)
  /// Changes of Debezium that hold their rows as JSON text in these members, as its connector for MongoDB writes them.
  case rowsAsText([String], count: Int, total: Int)
  /// Rows that `member` marks as deleted, and that are written like others.
  case deletionsStay(member: String, count: Int, total: Int)
  case severalTables([String], TableFilter)
  case nullPayloads(count: Int)
  /// The given columns are members of the envelope itself, so it is not unpacked.
  case envelopeKept(Envelope)
  case timestampsAssumed
  case columnsAssumed(tables: [TableName])
  case keyEqualsFields([String], messages: Int)
  case keyIsObject([String])
  case keyHasOtherMembers([String])
  case readSeveralTimes(count: Int, ReadReason, tables: [[TableName]])
}

/// How many messages cannot be used, for one reason.
public struct UnusableCount: Sendable, Hashable, Codable {
  /// Why.
  public let reason: UnusableMessage
  /// How many.
  public let count: Int
}

/// How many control messages of one kind there are.
public struct ControlCount: Sendable, Hashable, Codable {
  /// The kind.
  public let kind: ControlKind
  /// How many.
  public let count: Int
}
