import FlinkSQL
import PipelineTypes

@testable import FlinkDeploy

/// Warnings about fields.
extension CatalogueGroup {
  static let warnings = [
    CatalogueGroup(.warning, "FieldFact", in: "FlinkSQL/Notes/FieldFact.swift", times + numbers + texts + seen) {
      PipelineNote.field("amount", $0)
    },
    CatalogueGroup(.part, "PipelineNote", in: "FlinkSQL/Notes/PipelineNote.swift", notes),
    CatalogueGroup(.part, "TimeMeaning", in: "FlinkSQL/Messages/TimeMeaning.swift", meanings) {
      FieldFact.timeRead($0, .declared)
    },
    CatalogueGroup(.part, "EpochUnit", in: "FlinkSQL/Messages/EpochUnit.swift", EpochUnit.allCases) {
      FieldFact.timeRead(.instant($0), .declared)
    },
    CatalogueGroup(.part, "TimeEvidence", in: "FlinkSQL/Notes/FieldFact.swift", evidence) {
      FieldFact.timeRead(.instant(.milliseconds), $0)
    },
    CatalogueGroup(.part, "ValueKind", in: "FlinkSQL/Notes/FieldFact.swift", kinds) { FieldFact.kindsMixed([$0]) },
  ]

  private static let times: [FieldFact] = [
    .timeRead(.instant(.milliseconds), .assumed(hasUnset: false)), .timeWrittenAsNumber(.days),
    .timeTextRead(places: 3), .timeTextAssumed(isZoned: true, places: 6), .timeTextAssumed(isZoned: false, places: 6),
    .fractionTruncated(places: 3), .fractionTruncated(places: 0), .placesKept(6),
    .timeOfDayDropped(bySessionZone: true), .timeOfDayDropped(bySessionZone: false), .sessionZoneApplied,
    .localTimeWritten, .epochMillisecondsWritten, .jvmZoneApplied, .eventTimeTextAssumed,
  ]

  private static let numbers: [FieldFact] = [
    .numbersInQuotes, .leadingZerosDropped, .decimalsDropped, .decimalsDroppedLater, .binaryFloatingPoint(digits: 15),
    .numbersReformatted, .digitsLost(digits: 20, isSeen: true), .digitsLost(digits: 20, isSeen: false), .magnitudeLost,
    .mayOverflow(type: "INT"), .mayWrapAround(type: "INT"), .decimalOverflow(type: "DECIMAL(18, 2)"),
    .decimalRounded(scale: 2, integerDigits: 16), .decimalDetour(type: "DECIMAL(38, 18)", integerDigits: 20),
    .infiniteValues(type: "FLOAT"), .vanishingValues(type: "FLOAT"), .booleansAsNumbers, .nonzeroIsTrue,
    .otherTextIsFalse,
  ]

  private static let texts: [FieldFact] = [
    .readAsString(declared: "ARRAY<STRING>"), .textMustBe(type: "INT"), .kindsMixed([.numbers, .text]),
    .jsonTextExpected, .jsonStringWritten, .jsonStringsMixed, .base64Read, .lengthLimited(20),
    .lengthExceeded(longest: 24, limit: 20), .checkedByDatabase, .headersWritten,
    .bytesCut(limit: 63), .blanksIgnored, .blanksCut(limit: 10), .caseIgnored, .roundedByColumn(decimals: 2),
    .placeholderWritten(messages: 2, option: "sink.ignore-null-when-update.enabled"),
    .nullCharacterRejected(messages: 2, columnType: "jsonb"), .nullCharacterRejected(messages: 1, columnType: "text[]"),
    .nullCharacterRemoved(messages: 2, inKey: true), .nullCharacterRemoved(messages: 2, inKey: false),
    .keysMerge(column: "amount", [.bytesCut(limit: 63)]),
  ]

  private static let seen: [FieldFact] = [
    .alwaysNull(type: "STRING"), .alwaysEmptyArray(elementType: "STRING"), .alwaysEmptyObject, .nestedTooDeep,
    .integersTooWide(digits: 25, type: "DECIMAL(38, 0)"), .fractionsTooLong, .readAsDouble,
    .readAsDecimal(type: "DECIMAL(18, 2)"), .readAsTime(type: "TIMESTAMP_LTZ(3)"), .readAsMap(keys: 60),
    .memberNamesUnusable, .nameUnusable(.tooLong), .decimalsEncoded,
    .similarNames(isCaseOnly: true, expressions: ["`Amount`", "`amount`"]),
    .similarNames(isCaseOnly: false, expressions: ["`é`", "`é`"]), .missingInMessages(suggestion: "amounts"),
    .missingInMessages(suggestion: nil),
    .typeOverruled(given: "STRING", written: "TIMESTAMP_LTZ(3)", metadata: .timestamp),
    .notWritten,
  ]

  private static let notes: [PipelineNote] = [
    .field(["amount", "price"], .numbersReformatted, table: nil),
    .field((1...12).map { "price_\($0)" }, .numbersReformatted, table: nil),
    .field(["amount"], .numbersReformatted, table: .orders), .field(["amount", "price"], .notWritten, table: .orders),
    .column(["amount", "price"], .filledByNoField, table: .orders), .table(.orders, .appended),
    .topic(.envelopeUnpacked),
  ]

  private static let meanings: [TimeMeaning] = [
    .instant(.milliseconds), .local(.microseconds), .timeOfDay(.seconds), .days, .basicDate,
  ]

  private static let evidence: [TimeEvidence] = [
    .declared, .assumed(hasUnset: false), .assumed(hasUnset: true), .debezium,
  ]

  private static let kinds: [FieldFact.ValueKind] = [.booleans, .numbers, .text, .objects, .arrays]
}
