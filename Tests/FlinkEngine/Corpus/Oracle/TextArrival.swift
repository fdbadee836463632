import JSONCoding
import PipelineTypes

/// Compares a JSON value with what arrives in a column that is sent as text.
struct TextArrival {
  /// The type of the column.
  let column: DatabaseType

  /// The losses between `value` and the value `written`.
  func losses(_ value: JSON, _ written: JSON) -> Set<Loss> {
    guard let text = written.string else { return [.wrong] }
    if column == .json { return json(value, text) }
    switch value {
    case .string(let original):
      guard original.utf8.elementsEqual(text.utf8) else { return [.wrong] }
      if case .boundedText(let limit) = column, text.unicodeScalars.count > limit { return [.refusedByDatabase] }
      return []
    case .bool(let bool): return text == "\(bool)" ? bounded(text, [.form]) : [.wrong]
    case .number(let number): return bounded(text, Likeness(number.literal, text).losses)
    case .array, .object:
      guard let parsed = try? JSON.parse(text) else { return [.wrong] }
      return bounded(text, Likeness(value, parsed).losses)
    case .null: return [.wrong]
    }
  }

  private func bounded(_ text: String, _ losses: Set<Loss>) -> Set<Loss> {
    if case .boundedText(let limit) = column, text.unicodeScalars.count > limit {
      return losses.union([.refusedByDatabase])
    }
    return losses
  }

  private func json(_ value: JSON, _ text: String) -> Set<Loss> {
    guard let parsed = try? JSON.parse(text) else { return [.refusedByDatabase] }
    let likeness = Likeness(value, parsed)
    if likeness != .none { return likeness.losses }
    if case .string(let original) = value { return original.isSameName(as: text) ? [.form] : [.wrong] }
    guard case .string(let content) = parsed else { return [.wrong] }
    // It became text first, and then a JSON string.
    return TextArrival(column: .text).losses(value, .string(content)).subtracting([.form]).union([.quoted])
  }
}

/// How similar two JSON values are.
enum Likeness: Int {
  case literal, number, double, none

  /// The similarity of two values.
  init(_ left: JSON, _ right: JSON) {
    switch (left, right) {
    case (.number(let left), .number(let right)): self.init(left.literal, right.literal)
    case (.array(let left), .array(let right)) where left.count == right.count:
      self = Likeness.worst(zip(left, right).map { Likeness($0, $1) })
    case (.object(let members), .object(let others))
    where Set(members.keys.map(ExactName.init)) == Set(others.keys.map(ExactName.init)):
      self = Likeness.worst(members.members.map { Likeness($0.value, right.member($0.key)) })
    case (.string(let left), .string(let right)): self = left.isSameName(as: right) ? .literal : .none
    default: self = left == right ? .literal : .none
    }
  }

  /// The similarity of two numbers.
  init(_ left: String, _ right: String) {
    if left == right {
      self = .literal
    } else if let number = Numeral(left), number == Numeral(right) {
      self = .number
    } else {
      self = Double(left) != nil && Double(left) == Double(right) ? .double : .none
    }
  }

  private static func worst(_ all: [Likeness]) -> Likeness { all.max { $0.rawValue < $1.rawValue } ?? .literal }

  /// The losses if one became the other as text.
  var losses: Set<Loss> {
    switch self {
    case .literal: [.form]
    case .number: [.form, .reformatted]
    case .double: [.digits]
    case .none: [.wrong]
    }
  }
}
