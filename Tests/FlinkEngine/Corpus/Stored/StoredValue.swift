#if KafkaSampling
  import FlinkSQL
  import JSONCoding
  import PipelineTypes

  /// A value that a sink gets, as an expression of Postgres.
  struct StoredValue {
    /// The type that the sink declares.
    let type: FlinkType
    /// The column's own type.
    let column: TargetTable.Column
    /// Whether the connector removes U+0000 from text.
    let removesNullCharacters: Bool

    /// The expression; nil if the database cannot store the value.
    /// - Parameter value: The value as the harness writes it.
    func expression(_ value: JSON) -> String? { StoredValue.expression(value, type, self) }

    private static func expression(_ value: JSON, _ type: FlinkType, _ place: StoredValue) -> String? {
      if value.isNull { return "null" }
      switch type {
      case .float:
        return quoted("\(Float(bitPattern: UInt32(truncatingIfNeeded: bits(value))))")
      case .double: return quoted("\(Double(bitPattern: bits(value)))")
      case .bytes: return value.string.map { "decode('\($0)', 'base64')" }
      case .date: return value.int.map { "date '1970-01-01' + (\($0))" }
      case .time: return value.int.map { "time '00:00' + \($0) * interval '1 millisecond'" }
      case .timestamp, .timestampLTZ: return timestamp(value, place.column.kind)
      case .array(let element):
        let elements = value.array?.map { expression($0, element, place) } ?? [nil]
        if elements.contains(nil) { return nil }
        return "array[\(elements.compactMap(\.self).joined(separator: ", "))]::\(place.column.databaseType)"
      default: return text(value.string ?? value.text, place)
      }
    }

    /// An expression whose results depend on no setting of the session.
    private static func timestamp(_ value: JSON, _ column: DatabaseType) -> String? {
      guard let parts = value.array, parts.count == 2, let milliseconds = parts[0].int, let rest = parts[1].int else {
        return nil
      }
      let days = milliseconds.floored(86_400_000)
      // The driver rounds to microseconds. The database multiplies intervals as binary fractions.
      let microseconds = (milliseconds - days * 86_400_000) * 1000 + (rest + 500) / 1000
      let local = "timestamp '1970-01-01' + \(days) * interval '1 day' + \(microseconds) * interval '1 microsecond'"
      if case .timestamptz = column { return "(\(local)) at time zone 'UTC'" }
      return local
    }

    private static func text(_ text: String, _ place: StoredValue) -> String? {
      if text.utf8.contains(0), !place.removesNullCharacters { return nil }
      return quoted(String(text.unicodeScalars.filter { $0 != "\0" }))
    }

    private static func quoted(_ text: String) -> String { "'\(SQLText.doubled("'", in: text))'" }

    private static func bits(_ value: JSON) -> UInt64 { value.string.flatMap { UInt64($0, radix: 16) } ?? 0 }
  }
#endif
