import JSONCoding
import PipelineTypes

/// The value of a setting, equal for all its spellings: `16GiB` and `16384 MiB`, `60s` and `1min`, 2.0 and 2.
enum SettingValue: Hashable, Sendable {
  /// `true` or `false`.
  case flag(Bool)
  /// In the one spelling that equal numbers share.
  case number(String)
  /// In nanoseconds.
  case duration(Int)
  /// In bytes.
  case memory(Int)
  /// A text, unit by unit.
  case text(ExactName)

  /// - Parameters:
  ///   - json: The value as the API has it; nil for `null`.
  ///   - key: The setting, which says what a number without a unit is.
  init?(_ json: JSON, of key: String) {
    switch json {
    case .null: return nil
    case .bool(let flag): self = .flag(flag)
    case .number(let number): self.init(number.canonical.literal, of: key)
    case .string(let text): self.init(text, of: key)
    case .array, .object: self = .text(ExactName(json.sorted.text))
    }
  }

  /// - Parameters:
  ///   - text: The value.
  ///   - key: The setting, which says what a number without a unit is.
  init(_ text: String, of key: String) {
    let trimmed = text.trimmed
    if let flag = ["true": true, "false": false][trimmed.lowercased()] {
      self = .flag(flag)
    } else if let quantity = Quantity(trimmed) {
      self = quantity.value(of: key) ?? .text(ExactName(text))
    } else if let json = try? JSON.parse(Array(trimmed.utf8)), json.object != nil || json.array != nil {
      // A resource plan is a document in a text.
      self = .text(ExactName(json.sorted.text))
    } else {
      self = .text(ExactName(trimmed))
    }
  }

  /// The text, if it is one.
  var word: String? { if case .text(let text) = self { text.text } else { nil } }
  /// The number, if it is a whole one.
  var int: Int? { if case .number(let literal) = self { Int(literal) } else { nil } }
}

/// A number with a unit, or without one.
private struct Quantity {
  /// In the one spelling that equal numbers share.
  let number: String
  /// In lower case; empty for none.
  let unit: String

  init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
    // The exponent of a number and the first letter of a unit can be the same.
    guard !digits.isEmpty, case .number(let number)? = try? JSON.parse(Array(digits.utf8)) else { return nil }
    let rest = String(text.dropFirst(digits.count)).trimmed
    guard rest.allSatisfy({ $0.isLetter }) else { return nil }
    self.number = number.canonical.literal
    unit = rest.lowercased()
  }

  /// Nanoseconds of Flink's units of time, without `m`.
  private static let times: [String: Int] = {
    let second = 1_000_000_000
    let names: [(Int, String)] = [
      (86_400 * second, "d day days"), (3_600 * second, "h hour hours"), (60 * second, "min minute minutes"),
      (second, "s sec secs second seconds"), (1_000_000, "ms milli millis millisecond milliseconds"),
      (1_000, "us µs micro micros microsecond microseconds"), (1, "ns nano nanos nanosecond nanoseconds"),
    ]
    return Quantity.table(names)
  }()

  /// Bytes of the units of memory of Flink and of the API, without `m`.
  private static let memories = Quantity.table([
    (1, "b bytes"), (1 << 10, "k kb kib kibibytes"), (1 << 20, "mb mib mebibytes"), (1 << 30, "g gb gib gibibytes"),
    (1 << 40, "t tb tib tebibytes"),
  ])

  private static func table(_ names: [(Int, String)]) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: names.flatMap { size, units in units.split(separator: " ").map { (String($0), size) } })
  }

  /// Words in the last part of a key whose value is a time.
  private static let timeWords = ["interval", "timeout", "pause", "delay", "ttl", "backoff", "latency"]
  private static let memoryWords = ["memory", "size", "bytes"]

  /// The value; nil for a unit that is not known.
  func value(of key: String) -> SettingValue? {
    let name = key.lowercased().split(separator: ".").last.map(String.init) ?? ""
    let isMemory = Quantity.memoryWords.contains(where: key.lowercased().contains)
    switch unit {
    case "":
      if Quantity.timeWords.contains(where: name.contains) { return scaled(1_000_000).map(SettingValue.duration) }
      return .number(number)
    case "m":
      return isMemory ? scaled(1 << 20).map(SettingValue.memory) : scaled(60_000_000_000).map(SettingValue.duration)
    default:
      if let size = Quantity.times[unit] { return scaled(size).map(SettingValue.duration) }
      return Quantity.memories[unit].flatMap { scaled($0).map(SettingValue.memory) }
    }
  }

  /// The number times `unit`; nil if that is not whole, or too large.
  private func scaled(_ unit: Int) -> Int? {
    if let whole = Int(number) {
      let (product, isTooLarge) = whole.multipliedReportingOverflow(by: unit)
      return isTooLarge ? nil : product
    }
    guard let product = Double(number).map({ $0 * Double(unit) }), product == product.rounded() else { return nil }
    return Int(exactly: product)
  }
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    let front = drop(while: \.isWhitespace)
    return String(front.reversed().drop(while: \.isWhitespace).reversed())
  }
}

extension JSON {
  /// With the members of each object in the order of their keys, and each number in one spelling.
  fileprivate var sorted: JSON {
    switch self {
    case .object(let object):
      .object(JSONObject(object.members.map { ($0.key, $0.value.sorted) }.sorted { $0.0 < $1.0 }))
    case .array(let elements): .array(elements.map(\.sorted))
    case .number(let number): .number(number.canonical)
    default: self
    }
  }
}
