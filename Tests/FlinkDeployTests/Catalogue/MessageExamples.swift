import FlinkSQL
import PipelineTypes

@testable import FlinkDeploy

/// What happens to sampled messages and their values.
extension CatalogueGroup {
  static let messages = [
    CatalogueGroup(.failure, "ReadFault", in: "FlinkSQL/Notes/ReadFault.swift", readFaults),
    CatalogueGroup(.part, "Kind", in: "FlinkSQL/Notes/ReadFault.swift", kinds) {
      ReadFault.typeMismatch(field: "amount", $0, type: "DECIMAL(18, 2)", standard: nil)
    },
    CatalogueGroup(.part, "DocumentFault", in: "FlinkSQL/Notes/ReadFault.swift", documentFaults) {
      ReadFault.notJSON($0)
    },
    CatalogueGroup(.text, "AlteredTo", in: "FlinkSQL/DryParse/AlteredValue.swift", plain: ["value", "null"], altered),
    CatalogueGroup(.text, "ConversionFault", in: "FlinkSQL/Notes/ConversionFault.swift", conversionFaults),
    CatalogueGroup(.part, "Content", in: "FlinkSQL/Notes/ConversionFault.swift", contents) {
      ConversionFault.content([$0], expression: "`amount`", columnType: "DECIMAL(18, 2)")
    },
    CatalogueGroup(.part, "TextForm", in: "FlinkSQL/Messages/TextForm.swift", TextForm.allCases) {
      ConversionFault.content([.form($0)], expression: "`amount`", columnType: "DECIMAL(18, 2)")
    },
    CatalogueGroup(.part, "PayloadKind", in: "FlinkSQL/Messages/PayloadKind.swift", payloads) {
      PipelineProblem.unsupportedFormat($0, count: 190, total: 200)
    },
    CatalogueGroup(.part, "PayloadKind", in: "FlinkSQL/Messages/PayloadKind.swift", payloads) {
      PipelineRemedy.changeFormat($0)
    },
  ]

  private static let readFaults: [ReadFault] = [
    .notJSON(.textEnds), .notAnObject, .emptyOrNull,
    .typeMismatch(field: "amount", .text, type: "DECIMAL(18, 2)", standard: nil),
    .typeMismatch(field: "at", .text, type: "TIMESTAMP_LTZ(3)", standard: .iso8601), .containerForBoolean,
    .mapKeys(field: "counts"), .nullKey(field: "order_id"), .beforeMissing, .changeKindMissing(member: "op"),
    .changeKindUnsupported(member: "op", kind: "t"), .changeKindUnsupported(member: "op", kind: nil),
    .memberMissing("data"), .tooFewRows(member: "old"), .nullCharacter(field: "meta", columnType: "jsonb"),
  ]

  private static let kinds: [ReadFault.Kind] = [.object, .array, .text, .number, .boolean, .null]

  private static let documentFaults: [DocumentFault] = [
    .unknownByteOrder, .textEnds, .notUTF32, .separatorMissing, .nameMissing, .colonMissing, .valueMissing,
    .malformedNumber, .unclosedString, .hexadecimalDigitsMissing, .unknownEscape, .notUTF8,
  ]

  private static let altered: [AlteredTo] = [
    .value("1.50"), .null, .emptyMap, .wholeSecondsOfDay, .lastDayOfMonth, .places(3), .unreadAfterContainer,
    .unreadAfterDuplicate, .withoutNullCharacters("B", inKey: true), .withoutNullCharacters("B", inKey: false),
  ]

  private static let conversionFaults: [ConversionFault] = [
    .columnName(.tooLong), .valueMissing, .unwritableType,
    .content([.kind(.booleans), .form(.slashDate)], expression: "`at`", columnType: "DATE"),
    .elements(type: "BIGINT"), .typeUnconvertible("MAP<STRING, STRING>"), .metadataUnconvertible(.headers),
    .metadataTooLong(.timestampType, limit: 5), .metadataTooWide(.offset, digits: 19), .numbersTooLarge(type: "INT"),
    .decimalsRefused(type: "BIGINT"), .notBits(expression: "`flag`"), .notBase64, .encodedDecimals,
    .unitsMixed([.seconds, .milliseconds]), .notTimes, .secondsMissing, .deletionsLost, .placeholders(messages: 2),
    .typeKindRefused(.domain), .typeKindRefused(.composite), .typeKindRefused(.range), .keyRepeats, .keyComputed,
  ]

  private static let contents: [ConversionFault.Content] = [.kind(.booleans), .form(.groupedNumber)]

  private static let payloads: [PayloadKind] = [
    .confluentJSON, .confluentBinary, .avroFile, .avroSingleObject, .awsGlue, .gzip, .zstd, .lz4, .javaSerialisation,
    .cbor, .bson, .xml, .wideText, .byteOrderMark, .binary, .text,
  ]
}
