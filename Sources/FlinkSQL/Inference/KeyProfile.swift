import JSONCoding
import PipelineTypes

/// How the keys of messages relate to their values: names and counts, never a key.
struct KeyProfile: Sendable, Equatable {
  /// Objects with more members over all messages have data as names.
  private static let maximumMembers = 10

  /// Messages with a key.
  private var keys = 0
  /// Messages without one, which go to any partition.
  private var keyless = 0
  /// Fields that equal the key in each of them.
  private var equal: Set<ExactName> = []
  /// Keys that are JSON objects.
  private var objects = 0
  /// What those objects have members for.
  private var members: Set<ExactName> = []
  /// Members for which a message had a field.
  private var shared: Set<ExactName> = []
  /// Members that were not the field of their name.
  private var differing: Set<ExactName> = []

  init() {}

  /// What a message without a key shows.
  static let none = {
    var profile = KeyProfile()
    profile.keyless = 1
    return profile
  }()

  /// What one message with the row `row` in it shows.
  init(_ key: [UInt8], of row: JSON) {
    keys = 1
    let fields = row.object?.members ?? []
    let document = (try? JSON.parse(key)).map(KeyProfile.unpacked)
    guard let object = document?.object else {
      let forms = KeyProfile.forms(of: key, document)
      equal = Set(fields.filter { field in field.value.keyText.map(forms.contains) == true }.map { ExactName($0.key) })
      return
    }
    objects = 1
    let values = Dictionary(fields.map { (ExactName($0.key), $0.value) }) { _, last in last }
    for member in object.members {
      let name = ExactName(member.key)
      members.insert(name)
      if values[name] != nil { shared.insert(name) }
      if values[name]?.isSame(as: member.value) != true { differing.insert(name) }
    }
  }

  /// The key inside of the schema of Kafka Connect, or without the names of database and table that Maxwell adds.
  private static func unpacked(_ key: JSON) -> JSON {
    let members = key.object?.members ?? []
    if members.count == 2, key["schema"] != nil { return key["payload"] ?? key }
    guard members.count > 2, key["database"]?.string != nil, key["table"]?.string != nil else { return key }
    let columns = members.filter { $0.key != "database" && $0.key != "table" }
    guard columns.allSatisfy({ $0.key.hasPrefix("pk.") }) else { return key }
    return .object(JSONObject(columns.map { (String($0.key.dropFirst(3)), $0.value) }))
  }

  /// The texts that the key may stand for: itself, a JSON scalar, or a number in the bytes of Kafka's own serialisers.
  private static func forms(of key: [UInt8], _ document: JSON?) -> Set<ExactName> {
    var forms = [String(validating: key, as: UTF8.self), document?.keyText?.text].compactMap { $0 }
    let bits = key.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    if key.count == 8 { forms.append("\(Int64(bitPattern: bits))") }
    if key.count == 4 { forms.append("\(Int32(truncatingIfNeeded: bits))") }
    return Set(forms.map(ExactName.init))
  }

  mutating func merge(_ other: KeyProfile) {
    let keyless = keyless + other.keyless
    defer { self.keyless = keyless }
    if other.keys == 0 { return }
    if keys == 0 { return self = other }
    keys += other.keys
    equal.formIntersection(other.equal)
    objects += other.objects
    members.formUnion(other.members)
    shared.formUnion(other.shared)
    differing.formUnion(other.differing)
  }

  /// Whether each message has a key, which then decides its partition.
  var isInAll: Bool { keys > 0 && keyless == 0 }

  /// What the keys are; nil when there are too few to tell.
  var kind: MessageKey? {
    guard keys > 1 else { return nil }
    func names(_ set: Set<ExactName>) -> [String] { set.sorted().map(\.text) }
    if !equal.isEmpty { return .field(names(equal), messages: keys) }
    if objects == 0 { return .other }
    guard objects == keys, (1...KeyProfile.maximumMembers).contains(members.count) else { return nil }
    return .object(
      fields: names(members.subtracting(differing)), foreign: names(members.subtracting(shared)),
      isWhole: differing.isEmpty)
  }
}

extension JSON {
  /// Whether both are written alike.
  ///
  /// As text: JSON's own equality is that of Swift, to which an accent is the same however it is composed.
  func isSame(as other: JSON) -> Bool { text.isSameName(as: other.text) }

  /// The scalar as a key in text has it; nil for other values.
  fileprivate var keyText: ExactName? {
    switch self {
    case .string(let text): ExactName(text)
    case .number(let number): ExactName(number.literal)
    default: nil
    }
  }
}
