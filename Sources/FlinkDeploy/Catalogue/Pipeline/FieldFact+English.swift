import FlinkSQL
import PipelineTypes

extension FieldFact: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .timeRead(let meaning, let evidence): meaning.english(evidence)
    case .timeWrittenAsNumber(let meaning):
      "the schema declares it as \(meaning.english). It is written as that number"
    case .timeTextRead(let places):
      "read as text of the forms seen, with \(places) digits of a second. Other text becomes NULL"
    case .timeTextAssumed(let isZoned, let places):
      "read as text (assumed). Text that is not a \(isZoned ? "time with Z or an offset" : "local time") becomes NULL, and "
        + "\(places) digits of a second are kept"
    case .fractionTruncated(0): "fractional seconds are truncated"
    case .fractionTruncated(let places): "fractional seconds are truncated to \(counted(places, "digit"))"
    case .placesKept(let places): "\(counted(places, "digit")) of a second are kept"
    case .timeOfDayDropped(let byZone):
      "the time of day is dropped" + (byZone ? ". The session time zone (table.local-time-zone) decides the day" : "")
    case .sessionZoneApplied:
      "converted between local time and instant by the session time zone (table.local-time-zone)"
    case .localTimeWritten: "written as local time in the session time zone (table.local-time-zone)"
    case .epochMillisecondsWritten: "written as Unix time in milliseconds"
    case .jvmZoneApplied: "this engine version writes it in the time zone of its JVM"
    case .eventTimeTextAssumed:
      "as event time, text that is not a time with Z or an offset counts as 1970"
    case .numbersInQuotes: "holds numbers in quotes. If other text occurs, the job fails"
    case .leadingZerosDropped: "leading zeros of numbers in quotes are dropped"
    case .decimalsDropped: "digits after the decimal point are dropped"
    case .decimalsDroppedLater: "whole numbers so far. If a number has decimals, they are dropped"
    case .binaryFloatingPoint(let digits):
      "stored as a floating-point number, which keeps about \(digits) significant digits"
    case .numbersReformatted: "numbers are reformatted, for example 1.50 becomes 1.5"
    case .digitsLost(let digits, let isSeen):
      "\(isSeen ? "holds" : "can hold") fractions of \(digits) digits. About 15 digits are kept"
    case .magnitudeLost: "numbers too large or too close to 0 for DOUBLE lose digits"
    case .mayOverflow(let type): "if a value does not fit in \(type), the job fails"
    case .mayWrapAround(let type): "if a value does not fit in \(type), it becomes another number"
    case .decimalOverflow(let type): "values that do not fit in \(type) are rounded or become NULL"
    case .decimalRounded(let scale, let digits):
      "rounded to \(scale) decimals. Values with more than \(digits) digits before the point become NULL"
    case .decimalDetour(let type, let digits):
      "passes through \(type). Values with more than \(digits) digits before the point become NULL"
    case .infiniteValues(let type): "values too large for \(type) become infinite"
    case .vanishingValues(let type): "values too close to 0 for \(type) lose digits or become 0"
    case .booleansAsNumbers: "true and false become 1 and 0"
    case .nonzeroIsTrue: "any number except 0 counts as true"
    case .otherTextIsFalse: "text other than true counts as false"
    case .readAsString(let declared): "read as STRING, which accepts any value, not only \(declared)"
    case .textMustBe(let type): "holds text. If a text is not a valid \(type), the job fails"
    case .kindsMixed(let kinds): "holds \(kinds.map(\.english).joined(separator: " and ")). All are written as text"
    case .jsonTextExpected: "holds JSON as text. Hologres rejects other text"
    case .jsonStringWritten: "text becomes a JSON string"
    case .jsonStringsMixed: "holds text and other values. All become JSON strings"
    case .base64Read: "read as base64 (assumed). If other text occurs, the job fails"
    case .lengthLimited(let limit): "sent as text. Hologres rejects more than \(limit) characters"
    case .lengthExceeded(let longest, let limit):
      "holds text of \(longest) characters. Hologres rejects more than \(limit)"
    case .checkedByDatabase: "sent as text. Hologres rejects text that is not valid for the type of the column"
    case .bytesCut(let limit): "texts of more than \(limit) bytes are cut to \(limit) bytes, without an error"
    case .blanksIgnored: "texts that differ only in blanks at the end are equal"
    case .caseIgnored: "texts that differ only in upper and lower case are equal"
    case .blanksCut(let limit): "blanks behind \(counted(limit, "character")) are cut"
    case .roundedByColumn(let decimals):
      decimals < 0
        ? "Hologres rounds off \(counted(-decimals, "digit")) before the point and rejects numbers with too many digits"
        : "Hologres rounds to \(counted(decimals, "decimal")) and rejects numbers with too many digits"
    case .headersWritten:
      "written as a JSON object whose values are read as UTF-8. If a header occurs twice, the last one is kept"
    case .alwaysNull(let type): "always null in the messages, so it is read as \(type)"
    case .alwaysEmptyArray(let type): "always an empty array in the messages, so its elements are read as \(type)"
    case .alwaysEmptyObject: "always an empty object in the messages, so it is read as STRING"
    case .nestedTooDeep: "nested too deeply, so it is read as STRING"
    case .integersTooWide(let digits, let type): "holds integers of \(digits) digits, so it is read as \(type)"
    case .fractionsTooLong: "holds fractions of more than 38 digits, so it is read as STRING"
    case .readAsDouble: "holds numbers of more than 15 digits. It is read as DOUBLE, which keeps about 15"
    case .readAsDecimal(let type):
      "read as \(type). Values with more decimals are rounded, and values with more digits become NULL"
    case .readAsTime(let type): "read as \(type). If text of another form occurs, the job fails"
    case .readAsMap(let keys): "has \(keys) different keys, so it is read as MAP<STRING, STRING>"
    case .memberNamesUnusable: "members whose names cannot be written in a statement are left out"
    case .nameUnusable(let fault): "left out, because its name \(fault.english)"
    case .decimalsEncoded:
      "decimals are base64-encoded bytes, which Flink reads as text. \(ConnectorSetting.decimals.english)"
    case .placeholderWritten(let messages, let option):
      "holds Debezium's placeholder for unavailable values (__debezium_unavailable_value) in "
        + "\(counted(messages, "message")). The placeholder would replace the value that is stored. "
        + "\(ConnectorSetting.fullRows.english), or turn the placeholder into NULL with NULLIF in your own SQL and set "
        + "'\(option)' = 'true'"
    case .nullCharacterRejected(let messages, let type):
      "holds U+0000 in \(counted(messages, "message")). \(type) rejects U+0000, so the job fails there. "
        + (type == "jsonb" ? "Use a column of type json, or remove it in your own SQL" : "Remove it in your own SQL")
    case .nullCharacterRemoved(let messages, let isKey):
      "holds U+0000 in \(counted(messages, "message")), and the connector removes it"
        + (isKey ? ". Two keys that differ only in U+0000 become one, and their rows replace each other" : "")
    case .similarNames(let isCaseOnly, let expressions):
      "the names differ only in \(isCaseOnly ? "case" : "how accents are composed") and are different fields for Flink. "
        + "To join them, use COALESCE(\(expressions.joined(separator: ", "))) in your own SQL"
    case .missingInMessages(let suggestion):
      "no sampled message has it, so it is NULL" + (suggestion.map { ". Did you mean '\($0)'?" } ?? "")
    case .typeOverruled(let given, let written, let metadata):
      "declared as \(given) but written as \(written), the type of the column. The connector reads Kafka "
        + "\(metadata.rawValue) as \(metadata.type.sql)"
    case .notWritten: "not written, because no column has this name"
    case .keysMerge(let column, let reasons):
      "column '\(column)' is part of the primary key, and different messages can become one row: "
        + reasons.map { $0.english(face) }.joined(separator: ". Also, ")
    }
  }
}

extension FieldFact.ValueKind {
  /// The plural noun.
  var english: String { rawValue }
}

extension TimeMeaning {
  /// What a number counts.
  fileprivate var english: String {
    switch self {
    case .instant(let unit): "Unix time in \(unit.rawValue)"
    case .local(let unit): "local time in \(unit.rawValue) since 1970"
    case .timeOfDay(let unit): "\(unit.rawValue) since midnight"
    case .days: "days since 1970-01-01"
    case .basicDate: "dates such as 20240501"
    }
  }

  fileprivate func english(_ evidence: TimeEvidence) -> String {
    let reading =
      switch evidence {
      case .declared: "read as \(english), as its schema declares"
      case .assumed: "read as \(english) (assumed)"
      case .debezium: "read as \(english), as Debezium writes it (assumed)"
      }
    let outside =
      switch (self, evidence) {
      case (.timeOfDay, _): "Values outside one day become NULL"
      case (.basicDate, _): "Other values become NULL"
      case (_, .assumed(hasUnset: true)): "Values of 0 or less, or after year 9999, become NULL"
      default: "Values outside years 0-9999 become NULL"
      }
    return "\(reading). \(outside)"
  }
}
