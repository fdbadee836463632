/// A value as Flink's reader makes it of JSON.
public indirect enum FlinkValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// A value of any of the four integer types.
  case integer(Int64)
  case float(Float)
  case double(Double)
  /// A decimal, written with as many places as its type has.
  case decimal(String)
  case string(String)
  case bytes([UInt8])
  /// Days since 1970-01-01.
  case date(days: Int32)
  /// Milliseconds since midnight; Flink's reader keeps whole seconds.
  case time(milliseconds: Int)
  /// Milliseconds since 1970-01-01T00:00, and the nanoseconds on top of them; of a local time as if it were UTC.
  case timestamp(milliseconds: Int64, nanoseconds: Int)
  case array([FlinkValue])
  /// Keys in the order in which each was first met.
  case map([Entry])
  /// One value for each field of the type.
  case row([FlinkValue])

  /// One key of a map and its value.
  public struct Entry: Sendable, Hashable {
    /// The key.
    public let key: String
    /// The value.
    public let value: FlinkValue

    /// An entry.
    /// - Parameters:
    ///   - key: The key.
    ///   - value: The value.
    public init(key: String, value: FlinkValue) {
      self.key = key
      self.value = value
    }
  }
}
