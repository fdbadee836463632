/// A JSON number as its text, so that no digit is lost on the way through.
public struct JSONNumber: Sendable, Hashable {
  /// The number as JSON writes it, such as `1.50` or `1e3`.
  public let literal: String

  /// A number by its JSON text, which the caller vouches for.
  init(literal: String) { self.literal = literal }

  /// A whole number.
  public init(_ value: Int) { literal = String(value) }

  /// A number; what JSON cannot write (infinity, NaN) becomes 0.
  public init(_ value: Double) {
    if value.isFinite, value == value.rounded(), abs(value) < 1e15 {
      literal = String(Int(value))
    } else {
      literal = value.isFinite ? "\(value)" : "0"
    }
  }

  /// Whether it is written as a whole number, of whatever size.
  public var isInteger: Bool { literal.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (48...57).contains($0) } }

  /// The value, when it is whole and fits into 64 bits; `3.0` and `3e2` are whole.
  public var int: Int? {
    Int(literal) ?? Int(canonical.literal)
  }

  /// The nearest double; infinite when out of range.
  public var double: Double { Double(literal) ?? (literal.hasPrefix("-") ? -.infinity : .infinity) }
}
