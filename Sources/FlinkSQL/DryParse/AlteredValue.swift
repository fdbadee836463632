import PipelineTypes

/// A value that leaves the reader as another one, or arrives in the table as another one.
struct AlteredValue {
  /// The ways in which values change without an error.
  enum Rule: Hashable {
    case boolean, decimals, digits, overflow, reformatted, lost, day, time, precision, zeros, unread, nullCharacters
  }

  /// What is counted together: the values of one field that are altered in one way.
  struct Group: Hashable {
    let field: ExactName
    let rule: Rule
  }

  let field: String
  let rule: Rule
  /// The value in the message.
  let value: String
  /// The value in the row.
  let becomes: AlteredTo

  var group: Group { Group(field: ExactName(field), rule: rule) }
}

/// What an altered value becomes.
public enum AlteredTo: Sendable, Hashable {
  /// This value, as Flink prints it.
  case value(String)
  case null, emptyMap
  case wholeSecondsOfDay
  case lastDayOfMonth
  case places(Int)
  /// This text: the connector takes U+0000 out.
  case withoutNullCharacters(String, inKey: Bool)
  /// Not read: an object or array takes the place of a BOOLEAN before it.
  case unreadAfterContainer
  /// Not read: another member occurs twice.
  case unreadAfterDuplicate
}

/// How many values are altered, by field and rule, each with the first of them.
struct AlterationCount {
  private(set) var entries: [(first: AlteredValue, count: Int)] = []
  private var places: [AlteredValue.Group: Int] = [:]

  init() {}

  init(_ values: [AlteredValue]) { for value in values { add(value) } }

  private mutating func add(_ value: AlteredValue, _ count: Int = 1) {
    if let place = places[value.group] {
      entries[place].count += count
    } else {
      places[value.group] = entries.count
      entries.append((value, count))
    }
  }

  /// Merges what another source altered of the same message: the values are the same, as far as both have them.
  mutating func formUnion(_ other: AlterationCount) {
    for entry in other.entries {
      let known = places[entry.first.group].map { entries[$0].count } ?? 0
      if entry.count > known { add(entry.first, entry.count - known) }
    }
  }
}
