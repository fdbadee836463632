/// The time of a message by its own account, as a column that Flink can put a watermark on.
public struct EventTime: Sendable, Equatable {
  /// A name that no field has.
  public let name: String
  /// The expression over the source's columns; an instant of milliseconds, never NULL.
  public let expression: String

  /// Names that mean the time of an event, without case, underscores and dashes.
  private static let names: Set<String> = ["eventtime", "eventtimestamp", "eventts", "ts", "tsms", "timestamp"]

  /// The event time of messages in which one, and only one, field is evidently such.
  ///
  /// Flink stops at a row without an event time, so that what has none counts as the beginning of 1970.
  /// - Parameters:
  ///   - schema: The fields.
  ///   - mapping: How the source declares them.
  /// - Returns: nil when there is no such field, several, or when messages are changes of rows.
  public init?(evidentIn schema: MessageSchema, _ mapping: ColumnMapping) {
    guard !schema.format.isChangeLog else { return nil }
    let candidates = mapping.columns.filter { $0.metadata == nil }.compactMap { column -> String? in
      let folded = column.field.lowercased().replacing("_", with: "").replacing("-", with: "")
      guard EventTime.names.contains(folded) else { return nil }
      let identifier = SQLText.path(mapping.container, column.field)
      switch column.sourceType {
      case .timestampLTZ(3): return identifier
      case .timestampLTZ: return "CAST(\(identifier) AS TIMESTAMP_LTZ(3))"
      case .bigint:
        guard let numbers = schema.fields.first(where: { $0.name.isSameName(as: column.field) })?.profile?.allNumbers,
          let unit = numbers.epochs.unit(ofAll: numbers.integers)
        else { return nil }
        return ConversionSQL.instant(fromEpoch: identifier, unit, hasUnset: false)
      default: return nil
      }
    }
    guard candidates.count == 1, let candidate = candidates.first else { return nil }
    expression = "COALESCE(\(candidate), TO_TIMESTAMP_LTZ(0, 3))"
    name = schema.freeName("event_time")
  }
}
