import PipelineTypes

/// How a value becomes that of a key column, of the ways whose outcome is known exactly.
enum KeyConversion: Sendable, Hashable {
  /// The reader makes the value.
  case read
  /// 1 for true, 0 for false.
  case bit
  /// An instant from a number; where `hasUnset`, from 1 on.
  case instant(EpochUnit, hasUnset: Bool)
  /// A local time from a number.
  case local(EpochUnit)
  /// A time of day from a number.
  case timeOfDay(EpochUnit)
  /// A date from a number of days since 1970.
  case days
  /// A date from text such as 20240501.
  case basicDate
  /// An instant from text with an offset from UTC.
  case zonedText(OffsetForm)
  /// A local time from text.
  case localText
  /// What Kafka records of the message.
  case metadata(KafkaMetadata)

  /// The conversions of fields, each with the name that is stored.
  private static let ofFields: [(conversion: KeyConversion, name: String)] =
    [
      (.read, "read"), (.bit, "bit"), (.days, "days"), (.basicDate, "basic_date"), (.localText, "local_text"),
      (.zonedText(.extended), "zoned_text"), (.zonedText(.basic), "zoned_text_basic"),
    ]
    + EpochUnit.allCases.flatMap { unit in
      [
        (.instant(unit, hasUnset: false), "instant_\(unit)"), (.instant(unit, hasUnset: true), "set_instant_\(unit)"),
        (.local(unit), "local_\(unit)"), (.timeOfDay(unit), "time_of_day_\(unit)"),
      ]
    }
  /// Those of metadata that a message tells.
  private static let ofMetadata: [(conversion: KeyConversion, name: String)] =
    [KafkaMetadata.topic, .partition, .offset, .timestamp].map { (.metadata($0), "kafka_\($0)") }

  /// The conversion that was mapped for `column`; nil for one whose outcome only Flink knows.
  /// - Parameter container: The member of a message that holds the fields; nil where they are the message's own.
  init?(of column: ColumnMapping.Column, below container: String?) {
    if let metadata = column.metadata {
      let name = SQLText.identifier(column.field)
      guard metadata == .timestamp ? column.type.isInstant : column.type == .string || column.type.isNumeric,
        [name, "CAST(\(name) AS \(column.type.sql))"].contains(column.expression),
        KeyConversion.ofMetadata.contains(where: { $0.conversion == .metadata(metadata) })
      else { return nil }
      self = .metadata(metadata)
      return
    }
    let path = SQLText.path(container, column.field)
    let found = KeyConversion.ofFields.first { $0.conversion.expression(at: path, column.type) == column.expression }
    guard let found, found.conversion != .read || column.sourceType == column.type else { return nil }
    self = found.conversion
  }

  /// The expression that the mapping writes for it; nil for metadata.
  private func expression(at path: String, _ type: FlinkType) -> String? {
    switch self {
    case .read: path
    case .bit: ConversionSQL.integer(fromBoolean: path, type)
    case .instant(let unit, let hasUnset): ConversionSQL.instant(fromEpoch: path, unit, hasUnset: hasUnset)
    case .local(let unit): ConversionSQL.local(fromEpoch: path, unit)
    case .timeOfDay(let unit): ConversionSQL.time(fromMidnight: path, unit)
    case .days: ConversionSQL.date(fromDays: path)
    case .basicDate: ConversionSQL.date(fromBasicText: path)
    case .zonedText(let offset): ConversionSQL.instant(fromZonedText: path, offset)
    case .localText: ConversionSQL.local(fromText: path)
    case .metadata: nil
    }
  }

  /// The name that is stored.
  var name: String {
    (KeyConversion.ofFields + KeyConversion.ofMetadata).first { $0.conversion == self }?.name ?? ""
  }

  /// The conversion that was stored as `name`; nil for one of a later release.
  init?(named name: String) {
    let all = KeyConversion.ofFields + KeyConversion.ofMetadata
    guard let found = all.first(where: { $0.name == name }) else { return nil }
    self = found.conversion
  }
}

extension FlinkType {
  /// Whether its values are instants.
  fileprivate var isInstant: Bool { if case .timestampLTZ = self { true } else { false } }
}
