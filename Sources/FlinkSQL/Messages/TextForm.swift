/// The forms of text that Flink's JSON reader treats differently, and those that people take for a value of some type.
public enum TextForm: Int, CaseIterable, Sendable, Hashable, Codable {
  /// `2024-05-01T10:00:00Z`, read under the standard ISO-8601 as an instant.
  case isoInstant
  /// `2024-05-01T10:00:00`, read under ISO-8601 as a local time.
  case isoLocal
  /// `2024-05-01T10:00:00+08:00`, which no standard of Flink's reader takes.
  case isoOffset
  /// `2024-05-01 10:00:00`, read under the standard SQL as a local time.
  case sqlLocal
  /// `2024-05-01 10:00:00Z`, read under SQL as an instant.
  case sqlInstant
  /// `2024-05-01 10:00:00+08:00`, which no standard takes.
  case sqlOffset
  /// `2024-05-01T10:00:00+0800`, with a T or a blank, which no standard takes.
  case basicOffset
  /// A time that would be an instant in capitals.
  case smallInstant
  /// `2024-05-01`.
  case date
  /// `2024/05/01`, also with a time behind it.
  case slashDate
  /// `0000-00-00`, `2024-02-30`, also with a time behind it.
  case invalidDate
  /// `10:00:00`.
  case time
  /// `12`: the reader takes it for a number too.
  case integer
  /// `1.5`, `1e3`.
  case fraction
  /// `1,234.50`.
  case groupedNumber
  /// `NaN`, `Infinity`.
  case notANumber
  /// `true`, in any case.
  case boolean
  /// `Y`, `no`, `on`.
  case yesOrNo
  /// An object or array as text.
  case json
  case empty
  case other

  var isZoned: Bool { [.isoInstant, .isoOffset, .sqlInstant, .sqlOffset].contains(self) }
  var isInstant: Bool { self == .isoInstant || self == .sqlInstant }
  var isLocal: Bool { self == .isoLocal || self == .sqlLocal }
  var isNumber: Bool { self == .integer || self == .fraction }
}
