import FlinkSQL
import PipelineTypes

extension NamingProblem {
  func english(_ face: Face) -> String {
    switch self {
    case .invalidTopic(let text):
      "'\(text)' is not a valid Kafka topic name (1 to 249 letters, digits, dots, underscores and dashes)"
    case .invalidTable(let text, let fault): "Table name '\(text)' \(fault.english)"
    case .invalidType(let text, let fault): "Type '\(text)': \(fault.english)"
    }
  }
}

extension TableFault {
  fileprivate var english: String {
    switch self {
    case .part(let fault): fault.english
    case .textAfterQuote: "has text after a closing quote"
    case .unclosedQuote: "has a quote that is not closed"
    case .parts(let count): "has \(count) parts"
    }
  }
}

extension TypeFault {
  fileprivate var english: String {
    switch self {
    case .textAfterType(let text): "unexpected text '\(text)'"
    case .expected(let what, let found): "\(what.english) is expected before '\(found)'"
    case .precision(let lowest, let highest): "the precision must be \(lowest) to \(highest)"
    case .decimalBounds: "the precision must be 1 to 38, and the scale 0 to the precision"
    case .nestedTooDeep: "nested too deeply"
    case .notNull: "a JSON field cannot be NOT NULL, because Flink's reader does not enforce it"
    case .unknownType, .foreignType: "Flink has no such type"
    case .timeZone: "Flink only supports WITH LOCAL TIME ZONE"
    case .duplicateField(let name): "field '\(name)' occurs twice"
    case .field(let name, let fault): "field '\(name)' \(fault.english)"
    case .unclosedBacktick: "a backtick is not closed"
    }
  }
}

extension TypeFault.Expected {
  fileprivate var english: String {
    switch self {
    case .symbol(let text): "'\(text)'"
    case .number: "a number"
    case .fieldName: "a field name"
    }
  }
}

extension PipelineProblem {
  func english(_ face: Face) -> String {
    switch self {
    case .naming(let problem): problem.english(face)
    case .invalidColumn(let name, .name(let fault)): "Column '\(name)' \(fault.english)"
    case .invalidColumn(let name, .duplicate): "Column '\(name)' is given twice"
    case .invalidColumn(let name, .isContainer):
      "Column '\(name)' has the name of the member that holds the fields of the messages"
    case .unknownFields(let missing, let envelope, let known):
      "No sampled message\(envelope.map { " (\($0.rawValue) envelope)" } ?? "") has any of these columns: "
        + "\(missing.english). The fields are \(known.abridged(.english))"
    case .unsupportedFormat(let kind, let count, let total): "\(count) of \(total) messages are \(kind.english)"
    case .noSchema(.noMessages): "No message with a field was found"
    case .noSchema(.noRows(let envelope, let kinds)):
      "No message holds a row. All are control messages of \(envelope.rawValue): \(kinds.english)"
    case .noSchema(.noObjects(let reasons)): "No message is a JSON object: \(reasons.english)"
    case .missingFields(let columns, let table, let fields), .incompatibleTypes(let columns, let table, let fields):
      columns.english(of: table, fields)
    case .incompatibleMetadataType(let field, let type, let fault, _):
      "Column '\(field)' cannot have the type \(type): \(fault.english(face))"
    case .rowsAsText(let members, let table):
      "The rows for \(table) are JSON text in \(members.quoted(.english)), as Debezium's connector for MongoDB writes them"
    case .noCommonColumns(let table, let fields, let columns):
      "No message field (\(fields.abridged(.english))) matches a column of \(table) (\(columns.abridged(.english)))"
    case .notATable(let table, let kind): "\(table) is a \(kind.rawValue), which a job cannot write to"
    case .invalidEventTime(let name, .unknownField, _): "The messages have no field '\(name)' for the event time"
    case .invalidEventTime(let name, .noTime, _): "Field '\(name)' cannot be used as the event time"
    case .invalidSetting(let text): "The setting '\(text)' contains ${, which Alibaba Cloud replaces with a variable"
    case .changesWithoutKey(let table, let envelope, .unknown):
      "Messages are changes in the \(envelope.rawValue) envelope, and the primary key of \(table) is not known"
    case .changesWithoutKey(let table, let envelope, .metadata(let columns)):
      "Messages are changes in the \(envelope.rawValue) envelope, and the primary key of \(table) contains "
        + "\(columns.joined(separator: ", ")), by which no change can find its row"
    case .changesWithoutKey(let table, let envelope, .filledIn(let columns)):
      "Messages are changes in the \(envelope.rawValue) envelope, and no field has \(columns.joined(separator: ", ")) of "
        + "the primary key of \(table)"
    }
  }
}

extension [PipelineProblem.MissingField] {
  fileprivate var english: String {
    map { field in "'\(field.name)'" + (field.suggestion.map { " (did you mean '\($0)'?)" } ?? "") }.abridged(.english)
  }
}

extension [RefusedColumn] {
  /// All of them, by their reasons.
  fileprivate func english(of table: TableName, _ fields: [String]) -> String {
    let missing = filter { $0.field == nil && $0.reason == .valueMissing }.map(\.name)
    let keys = filter { $0.reason == .keyRepeats || $0.reason == .keyComputed }
    let others = filter { ($0.field != nil || $0.reason != .valueMissing) && !keys.contains($0) }
    var sentences: [String] = []
    if !missing.isEmpty {
      sentences.append(
        "No field matches these NOT NULL columns of \(table): \(missing.abridged(.english)). "
          + "The fields are \(fields.abridged(.english))")
    }
    sentences += keys.map { "Column '\($0.name)' of \(table) (\($0.databaseType)): \($0.reason.english(.tools))" }
    if !others.isEmpty {
      let list = others.map { column in
        let pair = column.field.map { "'\($0)' to '\(column.name)'" } ?? "'\(column.name)'"
        return "\(pair) (\(column.databaseType)): \(column.reason.english(.tools))"
      }
      sentences.append("Fields that cannot be converted: \(list.abridged(.english))")
    }
    return sentences.joined(separator: ". ")
  }
}

extension ConversionFault: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .columnName(let fault): "the column name \(fault.english)"
    case .valueMissing: "the column needs a value, and no field has its name"
    case .unwritableType: "the connector cannot write this type"
    case .typeKindRefused(let kind):
      "the type is a \(kind.rawValue) type, which the connector refuses when the job starts"
    case .keyRepeats:
      "it is the primary key and no field has its name. Its default is the same in each row, so all messages would become "
        + "one row"
    case .keyComputed: "it is the primary key and no field has its name. Hologres computes it from other columns"
    case .content(let contents, let expression, let type):
      "the field holds \(contents.map(\.english).sorted().joined(separator: " and "))"
        + (contents.expression(for: expression, type).map { " (in your own SQL, use \($0))" } ?? "")
    case .elements(let type): "its elements cannot be read as \(type)"
    case .typeUnconvertible(let type): "\(type) cannot be converted"
    case .metadataUnconvertible(let metadata): "Kafka \(metadata.rawValue) cannot be converted"
    case .metadataTooLong(let metadata, let limit):
      "Kafka \(metadata.rawValue) always has more than \(limit) characters"
    case .metadataTooWide(let metadata, let digits): "Kafka \(metadata.rawValue) can have \(digits) digits"
    case .numbersTooLarge(let type): "the field holds numbers that do not fit in \(type)"
    case .decimalsRefused(let type):
      "the field holds numbers with a point or an exponent, which the reader rejects for \(type)"
    case .notBits(let expression):
      "the field holds numbers other than 0 and 1 (in your own SQL, use \(expression) <> 0)"
    case .notBase64: "the field holds text that is not base64"
    case .encodedDecimals:
      "the field holds decimals as bytes, in Debezium's encoding (base64 of the unscaled number, or an object of scale and "
        + "value)"
    case .placeholders(let messages):
      "the field holds Debezium's placeholder for unavailable values (__debezium_unavailable_value) in "
        + counted(messages, "message")
    case .unitsMixed(let units):
      "the field holds Unix times in \(units.map(\.rawValue).joined(separator: " and ")) "
        + "(in your own SQL, separate them with CASE WHEN)"
    case .notTimes: "the field holds numbers that are neither dates nor Unix times of the years 2000 to 2100"
    case .secondsMissing: "the field holds times without seconds (in your own SQL, add them)"
    case .deletionsLost:
      "a deletion is another message with another value here, so Flink cannot find the row to delete. It can if each "
        + "column of the primary key takes its field unchanged and no update changes the key"
    }
  }
}

extension ConversionFault.Content {
  fileprivate var english: String {
    switch self {
    case .kind(let kind): kind.english
    case .form(let form): form.english
    }
  }
}
