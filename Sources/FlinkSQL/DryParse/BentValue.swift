/// A value that went through the reader as another one.
struct BentValue {
  /// The ways in which the reader changes values without a word.
  enum Rule: Hashable { case boolean, cut, digits, overflow, reprint, lost, day, time, precision, zeros, unread }

  /// What is counted together: the values of one field that are bent in one way.
  struct Group: Hashable {
    let field: ExactName
    let rule: Rule
  }

  let field: String
  let rule: Rule
  /// What stood in the message.
  let value: String
  /// What the row holds.
  let becomes: String

  var group: Group { Group(field: ExactName(field), rule: rule) }
}

/// How many values are bent, by field and rule, each with the first of them.
struct BendTally {
  private(set) var entries: [(first: BentValue, count: Int)] = []
  private var places: [BentValue.Group: Int] = [:]

  init() {}

  init(_ values: [BentValue]) { for value in values { add(value) } }

  private mutating func add(_ value: BentValue, _ count: Int = 1) {
    if let place = places[value.group] {
      entries[place].count += count
    } else {
      places[value.group] = entries.count
      entries.append((value, count))
    }
  }

  /// Adds what was bent in another message.
  mutating func add(_ other: BendTally) { for entry in other.entries { add(entry.first, entry.count) } }

  /// Takes in what another source bent of the same message: the values are the same, as far as both have them.
  mutating func formUnion(_ other: BendTally) {
    for entry in other.entries {
      let known = places[entry.first.group].map { entries[$0].count } ?? 0
      if entry.count > known { add(entry.first, entry.count - known) }
    }
  }
}
