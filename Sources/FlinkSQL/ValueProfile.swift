import JSONCoding

/// What was seen of one field over many messages: counts and extremes, no values.
///
/// Merging adds counts and takes extremes, so it is commutative and associative; what type follows is decided at the
/// end, by ``FlinkSQL/SchemaInference``.
struct ValueProfile: Sendable, Equatable {
  var nulls = 0
  var booleans = 0
  var integers = 0
  var integerDigits = 0
  var minimumInteger = Int.max
  var maximumInteger = Int.min
  var fractions = 0
  var fractionIntegerDigits = 0
  var fractionScale = 0
  var exponents = 0
  var strings = TextProfile()
  var objects = 0
  var fields: [String: FieldProfile] = [:]
  var arrays = 0
  /// What the elements of arrays were, one profile for all.
  var elements: [ValueProfile] = []

  var total: Int { nulls + booleans + integers + fractions + strings.count + objects + arrays }

  init() {}

  init(_ json: JSON, ordinal: Int) {
    switch json {
    case .null: nulls = 1
    case .bool: booleans = 1
    case .number(let number): observe(number)
    case .string(let text): strings = TextProfile(text)
    case .array(let values):
      arrays = 1
      var merged = ValueProfile()
      for value in values { merged.merge(ValueProfile(value, ordinal: ordinal)) }
      elements = [merged]
    case .object(let object):
      objects = 1
      for (index, member) in object.members.enumerated() {
        let profile = FieldProfile(
          firstSeen: .init(ordinal: ordinal, index: index), value: ValueProfile(member.value, ordinal: ordinal))
        fields[member.key] = profile  // the last of two equal keys counts
      }
    }
  }

  private mutating func observe(_ number: JSONNumber) {
    let text = number.literal.drop { $0 == "-" }
    if text.contains(where: { $0 == "e" || $0 == "E" }) {
      (fractions, exponents) = (1, 1)
      return
    }
    let parts = text.split(separator: ".", maxSplits: 1)
    if parts.count == 2 {
      fractions = 1
      fractionIntegerDigits = parts[0] == "0" ? 0 : parts[0].count
      fractionScale = parts[1].count
    } else {
      integers = 1
      integerDigits = text.count
      if let value = number.int { (minimumInteger, maximumInteger) = (value, value) }
    }
  }

  mutating func merge(_ other: ValueProfile) {
    nulls += other.nulls
    booleans += other.booleans
    integers += other.integers
    integerDigits = max(integerDigits, other.integerDigits)
    minimumInteger = min(minimumInteger, other.minimumInteger)
    maximumInteger = max(maximumInteger, other.maximumInteger)
    fractions += other.fractions
    fractionIntegerDigits = max(fractionIntegerDigits, other.fractionIntegerDigits)
    fractionScale = max(fractionScale, other.fractionScale)
    exponents += other.exponents
    strings.merge(other.strings)
    objects += other.objects
    fields.merge(other.fields) { $0.merged(with: $1) }
    arrays += other.arrays
    if elements.isEmpty {
      elements = other.elements
    } else if let profile = other.elements.first {
      elements[0].merge(profile)
    }
  }
}

/// What was seen of one member of an object.
struct FieldProfile: Sendable, Equatable {
  /// Where the field stood first: message, then place in it.
  ///
  /// Columns are put in this order.
  struct Place: Sendable, Equatable, Comparable {
    let ordinal: Int
    let index: Int
    static func < (left: Place, right: Place) -> Bool { (left.ordinal, left.index) < (right.ordinal, right.index) }
  }

  var firstSeen: Place
  var value: ValueProfile

  func merged(with other: FieldProfile) -> FieldProfile {
    var merged = self
    merged.firstSeen = min(firstSeen, other.firstSeen)
    merged.value.merge(other.value)
    return merged
  }
}
