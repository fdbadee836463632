import FlinkSQL
import PipelineTypes

extension ColumnFact: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .otherFieldsMatch(let field, let others):
      "takes field '\(field)'. The fields \(others.quoted(.english)) match as well"
    case .filledFromMetadata(let metadata):
      "filled from Kafka metadata (\(metadata.rawValue)), because no field has this name"
    case .nullStopsJob(let field, let reason):
      "NOT NULL, but \(reason.english(field)). The job fails at such a message, or the connector writes '', 0 or 1970-01-01"
    case .nullKeySkipped(let field, let reason):
      "part of the primary key, but \(reason.english(field)). Such messages are not written"
    case .alwaysFilledByDatabase: "always filled by the database. The field with this name is not written"
    case .filledByNoField: "no field fills it, so its value stays as it is (NULL in new rows)"
    case .mayBeMessageKey:
      "the message key equals no field, so it may be this column. To write it, pass "
        + "\(Argument.sql.name(face)) with 'key.format' and 'key.fields'"
    case .uniqueBesideKey(let index, let parts, let condition, let key, let repeats):
      "unique (\(index): \(parts.joined(separator: ", "))\(condition.map { " WHERE \($0)" } ?? "")). "
        + (key.isEmpty
          ? "A row that repeats a value stops the job"
          : "A row of another \(key.joined(separator: ", ")) with the same value stops the job")
        + (repeats.map { $0.english("repeats", "repeat", "the value of another row") } ?? "")
    case .checkConstraint(let name, let definition, let broken):
      "\(definition) (\(name)). A row that violates it stops the job"
        + (broken.map { $0.english("violates", "violate", "it") } ?? "")
    case .foreignKey(let name, let other, let isDeferrable):
      "foreign key to \(other) (\(name)\(isDeferrable ? ", deferrable" : "")). A row whose values are not in "
        + "\(other) stops the job"
    case .exclusionConstraint(let name, let definition):
      "exclusion constraint \(definition) (\(name)). A row in conflict with another row stops the job"
    }
  }
}

extension SampleCount {
  /// A sentence on the messages, behind another one.
  fileprivate func english(_ one: String, _ several: String, _ what: String) -> String {
    ". \(count) of \(total) messages \(count == 1 ? one : several) \(what)"
  }
}

extension ColumnFact.NullReason {
  fileprivate func english(_ field: String) -> String {
    switch self {
    case .missing(let count, let total): "field '\(field)' is null or missing in \(count) of \(total) messages"
    case .nullInSomeRows: "field '\(field)' is null in some rows"
    case .becomesNull: "field '\(field)' can become NULL"
    }
  }
}

extension TableFact: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .appended: "it has no primary key, so rows are appended. A restart can write some rows twice"
    case .appendedOnce(let columns):
      "it has no primary key, so rows are appended. \(columns.joined(separator: ", ")) is unique: a row that is read again "
        + "after a restart stops the job"
    case .messagesAreRows:
      "each message is one row, identified by partition and offset. A message that is read again replaces its own row"
    case .partitionMissingInKey(let key):
      "offsets count within a partition. If the topic has several partitions, the primary key "
        + "(\(key.joined(separator: ", "))) also needs the partition"
    case .upserted(let key, .kept):
      "rows are upserted by \(key.joined(separator: ", ")): the last write wins. "
        + "Messages of one row have one message key, so one partition keeps their order"
    case .upserted(let key, .withinPartition):
      "rows are upserted by \(key.joined(separator: ", ")): the last write wins. "
        + "Kafka keeps message order only within a partition"
    case .keyGenerated(let key):
      "Hologres generates \(key.joined(separator: ", ")). Every message inserts a row, and a restart can insert duplicates"
    case .keyFilledIn(let written, let filled):
      "rows with equal \(written.joined(separator: ", ")) replace each other. No field has \(filled.joined(separator: ", ")), "
        + "which Hologres fills in without making a new key"
    case .keyUpdatesSeen(let key):
      "updates change \(key.joined(separator: ", ")). To delete the rows of the old keys, Flink keeps every row in state"
    case .keyUpdatesPossible(let key):
      "an update that changes \(key.joined(separator: ", ")) leaves the row of the old key. No such update was sampled"
    case .notRead: "it was not read, so columns have the names and types of the message fields"
    case .partitionsMissing(let columns, let isEmpty, let option):
      (isEmpty
        ? "it has no partitions. A row without a partition stops the job"
        : "a row whose \(columns.quoted(.english)) has no partition stops the job")
        + ". Let Hologres create partitions (auto_partitioning), or pass \(Argument.sql.name(face)) with "
        + "'\(option)' = 'true'"
    case .partition(let parent, let columns, let bound, let outside):
      "it is a partition of \(parent) for \(columns.joined(separator: ", ")) "
        + (bound == "DEFAULT" ? "of no other partition (DEFAULT)" : bound)
        + ". A row of other values stops the job" + (outside.map { $0.english("has", "have", "other values") } ?? "")
        + ". To write all rows, pass \(parent) as \(Argument.hologresTable.name(face))"
    case .constrained(let name, let definition):
      "\(definition) (\(name)). A row that violates it stops the job"
    case .missing: "it does not exist in Hologres. The job fails when it starts"
    }
  }
}

extension TopicFact: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .messagesUnused(let count, let total, let reasons):
      "\(count) of \(total) messages were not used to infer fields: \(reasons.english)"
    case .textAfterValue(let count, let total):
      "\(count) of \(counted(total, "message")) contain more text after their first JSON value. Flink reads only the first "
        + "value, so the rest is lost. Let the producer write one JSON value per message"
    case .envelopePartial(let envelope, let count, let hasBothForms):
      hasBothForms
        ? "The \(count) messages have a \(envelope.rawValue) envelope, some with a schema and some without. "
          + "All messages are read as plain JSON"
        : "Only \(counted(count, "message")) have a \(envelope.rawValue) envelope, so all messages are read as plain JSON"
    case .envelopeUnpacked:
      "Messages have the Kafka Connect envelope (schemas.enable). The fields are those below payload"
    case .envelopeMissing(let count): "\(counted(count, "message")) without this envelope are not written"
    case .changesRead(let envelope):
      "Messages are changes in the \(envelope.rawValue) envelope: rows are inserted, updated and deleted"
    case .controlMessages(let envelope, let kinds, let total, let option):
      "\(kinds.count(of: total)) messages are control messages of \(envelope.rawValue), not changes: \(kinds.english). "
        + "They stop the job. \(kinds.englishRemedy)pass \(Argument.sql.name(face)) with '\(option)' = 'true', which "
        + "also skips other messages that cannot be read"
    case .rowsAsText(let members, let count, let total):
      "\(count) of \(counted(total, "message")) hold the row as JSON text in \(members.quoted(.english)), as Debezium's "
        + "connector for MongoDB writes it. \(ConnectorSetting.documents.english)"
    case .deletionsStay(let member, let count, let total):
      "\(count) of \(counted(total, "message")) mark a deleted row in '\(member)', but such rows are written like others "
        + "and stay in the table. To delete them, send Debezium's envelope without the transformation "
        + "ExtractNewRecordState"
    case .severalTables(let tables, let filter):
      "Changes of \(tables.count) tables (\(tables.quoted(.english))) are written to one table, where rows with equal keys "
        + "replace and delete each other. To write one table only, pass \(Argument.sql.name(face)) with \(filter.english)"
    case .nullPayloads(let count): "\(counted(count, "message")) with a null payload are not written and delete nothing"
    case .envelopeKept(let envelope):
      "Messages have the \(envelope.rawValue) envelope but are read as plain JSON, because \(Argument.columns.name(face)) "
        + "names members of the envelope"
    case .timestampsAssumed:
      "Timestamps are assumed to be in ISO 8601 form, such as 2024-05-01T10:00:00Z, because no message with one was "
        + "sampled. If others occur, the job fails"
    case .columnsAssumed(let tables):
      "No message was sampled. The columns of \(tables.map(\.description).abridged(.english)) are assumed to be the "
        + "message fields"
    case .keyEqualsFields(let fields, let messages):
      "The message key equals \(fields.count == 1 ? "field" : "each of the fields") \(fields.quoted(.english)) in all "
        + "\(messages) messages with a key"
    case .keyIsObject(let fields): "The message key is a JSON object of the fields \(fields.quoted(.english))"
    case .keyHasOtherMembers(let members):
      "The message key is a JSON object with \(members.quoted(.english)), which the messages do not have. To write these, "
        + "pass \(Argument.sql.name(face)) with 'key.format' = 'json' and 'key.fields'"
    case .readSeveralTimes(let count, let reason, let tables):
      "The topic is read \(count) times, because \(reason.english): "
        + tables.map { "for \($0.map(\.description).joined(separator: " and "))" }.joined(separator: ", ")
    }
  }
}

extension TopicFact.ReadReason {
  fileprivate var english: String {
    switch self {
    case .differentTypes: "the tables need fields as different types"
    case .differentKeys: "changes find their rows by different keys"
    }
  }
}

extension TopicFact.TableFilter {
  fileprivate var english: String {
    switch self {
    case .debeziumMetadata, .maxwellMetadata: "a column METADATA FROM '\(rawValue)' and a condition on it"
    case .canalOption: "the option '\(rawValue)'"
    }
  }
}
