import FlinkSQL
import JSONCoding
import PipelineTypes

extension [UnusableCount] {
  /// The reasons with their counts.
  var english: String { map { "\($0.reason.english) (\($0.count))" }.abridged(.english) }
}

extension UnusableMessage {
  /// What a message is instead of a JSON object.
  var english: String {
    switch self {
    case .payload(let kind): kind.english
    case .value(let kind): "JSON \(kind)"
    case .malformed(let fault): "not JSON: \(fault.rawValue)"
    }
  }
}

extension PayloadKind {
  /// What messages of the kind are.
  var english: String {
    switch self {
    case .confluentJSON: "JSON in the Confluent wire format"
    case .confluentBinary: "Avro or Protobuf in the Confluent wire format"
    case .avroFile: "Avro container files"
    case .avroSingleObject: "Avro single objects"
    case .awsGlue: "in the wire format of the AWS Glue schema registry"
    case .gzip: "compressed with gzip"
    case .zstd: "compressed with zstd"
    case .lz4: "compressed with lz4"
    case .javaSerialisation: "serialized Java objects"
    case .cbor: "CBOR"
    case .bson: "BSON"
    case .xml: "XML"
    case .wideText: "UTF-16 or UTF-32 text"
    case .binary: "binary"
    case .byteOrderMark, .text: "text"
    }
  }
}

extension TextForm {
  /// What texts of the form are.
  var english: String {
    switch self {
    case .isoInstant, .sqlInstant: "times with Z"
    case .isoLocal, .sqlLocal: "times without a zone"
    case .isoOffset, .sqlOffset: "times with an offset"
    case .basicOffset: "times with an offset without a colon"
    case .smallInstant: "times with a lower-case t or z"
    case .date: "dates"
    case .slashDate: "dates with slashes"
    case .invalidDate: "invalid dates"
    case .time: "times of day"
    case .integer: "numbers in quotes"
    case .fraction: "fractions in quotes"
    case .groupedNumber: "numbers with thousands separators"
    case .notANumber: "NaN or Infinity in quotes"
    case .boolean: "booleans in quotes"
    case .yesOrNo: "words for yes and no"
    case .json: "JSON as text"
    case .empty: "empty text"
    case .other: "text"
    }
  }
}

extension ReadFault: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .notJSON(let fault): "not JSON: \(fault.english)"
    case .notAnObject: "not a JSON object"
    case .emptyOrNull: "empty or null"
    case .typeMismatch(let field, let kind, let type, let standard):
      "'\(field)' holds \(kind.english) that cannot be read as \(type)"
        + (standard.map { " with the timestamp standard \($0.rawValue)" } ?? "")
    case .containerForBoolean: "an object or array where a BOOLEAN is declared breaks the reader"
    case .mapKeys(let field): "'\(field)' is a MAP whose keys are not STRING, which the planner rejects"
    case .nullKey(let field): "'\(field)' is part of the primary key and NULL"
    case .beforeMissing:
      "the change has no 'before' with the previous row. Set REPLICA IDENTITY FULL on the captured table"
    case .changeKindMissing(let member): "'\(member)' is missing, so the kind of change is unknown"
    case .changeKindUnsupported(let member, let kind):
      "'\(member)' names a kind of change\(kind.map { " ('\($0)')" } ?? "") that the format does not support"
    case .memberMissing(let member): "'\(member)' is missing or null"
    case .tooFewRows(let member): "'\(member)' lists fewer rows than 'data'"
    case .nullCharacter(let field, let type): "'\(field)' holds U+0000, which \(type) rejects"
    }
  }
}

extension ReadFault.Kind {
  fileprivate var english: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .text: "text"
    case .number: "a number"
    case .boolean: "a boolean"
    case .null: "null"
    }
  }
}

extension DocumentFault {
  fileprivate var english: String {
    switch self {
    case .unknownByteOrder: "unknown byte order"
    case .textEnds: "unexpected end of the text"
    case .notUTF32: "the first bytes look like UTF-32, but the text is not UTF-32"
    case .separatorMissing: "a comma or a closing bracket is missing"
    case .nameMissing: "a name in double quotes is missing"
    case .colonMissing: "a colon is missing"
    case .valueMissing: "a value is missing"
    case .malformedNumber: "malformed number"
    case .unclosedString: "a string is not closed"
    case .hexadecimalDigitsMissing: "an escape \\u needs four hexadecimal digits"
    case .unknownEscape: "unknown escape in a string"
    case .notUTF8: "a string is not UTF-8"
    }
  }
}

extension AlteredTo: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .value(let text): text
    case .null: "NULL"
    case .emptyMap: "an empty map"
    case .wholeSecondsOfDay: "whole seconds of one day"
    case .lastDayOfMonth: "the last day of the month"
    case .places(let places): "\(counted(places, "digit")) of a second"
    case .withoutNullCharacters(let text, let isKey):
      "\"\(text)\" without U+0000" + (isKey ? ", so two keys can become one" : "")
    case .unreadAfterContainer: "not read: an object or array precedes it where a BOOLEAN is declared"
    case .unreadAfterDuplicate: "not read: another member occurs twice"
    }
  }
}

extension IdentifierFault {
  /// What is wrong with a name, as the rest of a sentence.
  var english: String {
    switch self {
    case .empty: "is empty"
    case .lineBreak: "contains a line break, which cannot be quoted"
    case .nullCharacter: "contains U+0000"
    case .tooLong: "has more than 256 characters, the limit of Flink"
    case .variable: "contains ${, which Alibaba Cloud replaces with a variable"
    }
  }
}

/// Settings of connectors that write messages.
enum ConnectorSetting {
  /// How decimals are written as text or numbers.
  case decimals
  /// How rows are written with all their values.
  case fullRows
  /// How documents of MongoDB are written as rows.
  case documents

  var english: String {
    switch self {
    case .decimals:
      "Set decimal.handling.mode = string on the Debezium connector, or decimal.format = NUMERIC on the JsonConverter"
    case .fullRows: "Set REPLICA IDENTITY FULL on the captured table"
    case .documents:
      "Set transforms.unwrap.type = io.debezium.connector.mongodb.transforms.ExtractNewDocumentState on the Debezium "
        + "connector for MongoDB, with the JsonConverter"
    }
  }

  var chinese: String {
    switch self {
    case .decimals: "请在 Debezium 连接器上设置 decimal.handling.mode = string，或在 JsonConverter 上设置 decimal.format = NUMERIC"
    case .fullRows: "请对捕获的表设置 REPLICA IDENTITY FULL"
    case .documents:
      "请在 Debezium 的 MongoDB 连接器上设置 transforms.unwrap.type = "
        + "io.debezium.connector.mongodb.transforms.ExtractNewDocumentState，并使用 JsonConverter"
    }
  }
}
