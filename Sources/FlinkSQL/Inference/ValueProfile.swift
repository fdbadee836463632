import JSONCoding
import PipelineTypes

/// What was seen of one field over many messages: counts and extremes, no values.
///
/// Merging adds counts and takes extremes, so it is commutative and associative; what type follows is decided at the
/// end, by ``TypeResolution``.
struct ValueProfile: Sendable, Equatable {
  /// The kinds of JSON values, `null` apart.
  enum Kind { case boolean, number, string, object, array }

  var nulls = 0
  var booleans = 0
  var numbers = NumberProfile()
  var strings = TextProfile()
  var objects = 0
  var fields: [ExactName: FieldProfile] = [:]
  var arrays = 0
  /// What the elements of arrays were, one profile for all.
  var elements: [ValueProfile] = []

  /// How often the field was there.
  var total: Int { nulls + values }
  /// How often it was there with a value.
  var values: Int { booleans + numbers.count + strings.count + objects + arrays }

  /// The kinds that were seen.
  var kinds: Set<Kind> {
    var kinds: Set<Kind> = []
    if booleans > 0 { kinds.insert(.boolean) }
    if numbers.count > 0 { kinds.insert(.number) }
    if strings.count > 0 { kinds.insert(.string) }
    if objects > 0 { kinds.insert(.object) }
    if arrays > 0 { kinds.insert(.array) }
    return kinds
  }

  /// Whether each value was a number, or text that the reader takes for one.
  var isNumeric: Bool {
    values > 0 && numbers.count + strings[.integer] + strings[.fraction] == values
  }

  /// Numbers, those in quotes too.
  var allNumbers: NumberProfile {
    var all = numbers
    all.merge(strings.numbers)
    return all
  }

  /// The most significant digits of numbers with fractions anywhere in it; nil when there are none.
  ///
  /// Readers reformat such numbers when they make text of a value that holds them.
  var fractionDigits: Int? {
    var most: Int?
    visit { if $0.numbers.fractions > 0 { most = max(most ?? 0, $0.numbers.significantDigits) } }
    return most
  }

  /// Whether a number anywhere in it is too large or too near to 0 for DOUBLE.
  var exceedsDoubles: Bool {
    var exceeds = false
    visit { exceeds = exceeds || $0.numbers.overflows(.double) || $0.numbers.underflows(.double) }
    return exceeds
  }

  init() {}

  init(_ json: JSON) {
    switch json {
    case .null: nulls = 1
    case .bool: booleans = 1
    case .number(let number): numbers = NumberProfile(literal: number.literal)
    case .string(let text): strings = TextProfile(text)
    case .array(let values):
      arrays = 1
      var merged = ValueProfile()
      for value in values { merged.merge(ValueProfile(value)) }
      elements = [merged]
    case .object(let object):
      objects = 1
      for (index, member) in object.members.enumerated() {
        // The last of two equal keys counts.
        fields[ExactName(member.key)] = FieldProfile(place: index, value: ValueProfile(member.value))
      }
    }
  }

  mutating func merge(_ other: ValueProfile) {
    nulls += other.nulls
    booleans += other.booleans
    numbers.merge(other.numbers)
    strings.merge(other.strings)
    objects += other.objects
    // In place: a closure of Dictionary.merge would be given copies, of all keys for each message.
    for (name, field) in other.fields { fields[name, default: FieldProfile(place: field.place)].merge(field) }
    arrays += other.arrays
    if elements.isEmpty {
      elements = other.elements
    } else if let profile = other.elements.first {
      elements[0].merge(profile)
    }
  }

  /// Hands over this profile and every one inside of it.
  func visit(_ body: (ValueProfile) -> Void) {
    body(self)
    for field in fields.values { field.value.visit(body) }
    for element in elements { element.visit(body) }
  }

  /// The members with their names, in an order that does not depend on the order of the messages.
  var orderedFields: [(name: String, profile: FieldProfile)] {
    fields.sorted { ($0.value.place, $0.key) < ($1.value.place, $1.key) }
      .map { (name: $0.key.text, profile: $0.value) }
  }
}

/// What was seen of one member of an object.
struct FieldProfile: Sendable, Equatable {
  /// The foremost place in an object; columns are put in this order.
  var place: Int
  var value = ValueProfile()

  mutating func merge(_ other: FieldProfile) {
    place = min(place, other.place)
    value.merge(other.value)
  }
}
