import PipelineTypes
import SQLLint

extension SQLProblem: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .literalSecret(let place): place.english
    case .secretNotReplaced:
      "Alibaba Cloud replaces ${secret_values.NAME} only in the WITH clause of CREATE TEMPORARY TABLE"
    case .otherTopic(let topic): "The SQL reads a different topic than the argument (\(topic))"
    case .otherTable(let table): "The SQL writes a different table than the argument (\(table))"
    case .topicList: "'topic' contains a comma. The Kafka connector separates topics with semicolons"
    case .tableNameRefused(.unquoted):
      "The Hologres connector rejects this name when the job starts. A part that begins with a digit, or contains a dash "
        + "or a blank, needs double quotes"
    case .tableNameRefused(.tooManyParts):
      "The Hologres connector rejects this name when the job starts. Write table or schema.table, and the database in "
        + "'dbname'"
    case .tableNameRefused(.unclosedQuote):
      "The Hologres connector rejects this name when the job starts. A double quote is not closed"
    case .primaryKeyMissing(let table):
      "\(table) has a primary key and the sink table declares none, so Flink does not know which rows to upsert"
    case .primaryKeyDiffers(let table, let key):
      "The primary key of \(table) is (\(key.joined(separator: ", "))), which decides how rows are upserted"
    case .unknownColumn(let table, let column): "\(table) has no column '\(column)'. The job fails when it starts"
    case .typeMismatch(let table, let column, let databaseType, let type):
      "Column '\(column)' of \(table) is \(databaseType), which requires \(type). The job fails when it starts"
    case .lossyConversion(let table, let column, let databaseType, let declared):
      "Column '\(column)' of \(table) is \(databaseType) and keeps fewer digits than \(declared)"
    case .columnsSwapped(let found, let wanted):
      "INSERT matches columns by position. The query has \(found.abridged(.english)) where the sink table has "
        + wanted.abridged(.english)
    case .datePattern(let letters, let meaning, let use):
      "In date patterns, \(letters) is \(meaning.english). Use \(use)"
    case .rowsDropped(let option): "'\(option)' drops fields and rows that cannot be read, without an error"
    case .missingFieldStopsJob(let option): "'\(option)' stops the job at the first message without one of the fields"
    case .loginModuleNotFound:
      "The Kafka connector of Alibaba Cloud ships the login modules under org.apache.flink.kafka.shaded"
    case .startupModeMissing:
      "'scan.startup.mode' is not set. The job starts from committed offsets, and fails if the consumer group has none"
    case .offsetResetMissing: "If the consumer group has no committed offsets, the job fails when it starts"
    }
  }
}

extension SQLProblem.SecretPlace {
  fileprivate var english: String {
    switch self {
    case .value(let option): "The value of '\(option)' is a literal secret"
    case .inValue(let option): "The value of '\(option)' contains a literal secret"
    case .comment(let option?): "A comment contains the value of '\(option)', a literal secret. Remove it"
    case .comment(nil): "A comment contains a literal secret. Remove it"
    case .hint(let option):
      "A hint contains the value of '\(option)', a literal secret. Set it in the WITH clause of CREATE TEMPORARY TABLE as "
        + "'${secret_values.NAME}'"
    case .accessKey(isComment: true): "A comment contains an AccessKey ID. Remove it"
    case .accessKey(isComment: false): "The SQL contains an AccessKey ID"
    }
  }
}

extension SQLProblem.PatternMeaning {
  fileprivate var english: String {
    switch self {
    case .weekBasedYear: "the year of the week"
    case .dayOfYear: "the day of the year"
    case .hourOfHalfDay: "the hour of a half day (1 to 12)"
    case .minute: "the minute"
    case .month: "the month"
    case .fractionOfSecond: "the fraction of a second"
    }
  }
}
