import PipelineTypes

/// Random messages of one topic: samples that the schema is inferred from, and strays that come later.
struct RandomTopic {
  /// The messages that the schema is inferred from.
  private(set) var samples: [[UInt8]] = []
  /// Messages that come later.
  private(set) var strays: [[UInt8]] = []
  /// What each field holds, by its name.
  let labels: [ExactName: String]

  private struct Field {
    let name: String
    var kind: RandomField
    let separator: String
  }

  /// Names in many scripts, keywords, and names with punctuation.
  ///
  /// Some differ in case or underscores only, and some mean the event time or Kafka metadata.
  static let names = [
    "id", "订单号", "имя", "naïve", "ユーザー", "주문", "العمر", "שם", "ชื่อ", "Ωmega", "😀", "select", "order", "value", "time",
    "user", "a b", "a.b", "a`b", "a'b", "a\"b", "1st", "x;--", "back\\slash", "$price", "tab\there", "{brace}", "price",
    "Amount", "createdAt", "is_ok", "payload", "tags", "会员", "größe", "ñ", "x-y", "a,b", "(c)", "@type", "#h", "/p",
    "%", "PRICE", "created_at", "createdat", "ts", "event_time", "kafka_offset",
  ]
  /// Names that differ from others of the list only in how an accent is composed.
  private static let decomposed = ["nai\u{308}ve", "gro\u{308}ße", "n\u{303}"]

  /// A random topic.
  init(_ random: inout SeededGenerator) {
    var fields: [Field] = []
    for name in (RandomTopic.names + RandomTopic.decomposed).shuffled(using: &random).prefix(2 + random.below(9)) {
      fields.append(
        Field(name: name, kind: random.pick(RandomField.allCases), separator: random.pick(["T", "T", " "])))
    }
    labels = Dictionary(uniqueKeysWithValues: fields.map { (ExactName($0.name), "\($0.kind)") })
    // The schema in the envelope of Kafka Connect can be empty.
    let schema =
      random.chance(70) ? RandomField.schema(of: fields.map { ($0.name, $0.kind) }, ofDebezium: false) : "[]"
    let envelope = random.chance(20) ? schema : nil
    for _ in 0..<(4 + random.below(8)) { samples.append(RandomTopic.message(fields, envelope, &random)) }
    for _ in 0..<4 {
      var strange = fields
      strange[random.below(fields.count)].kind = random.pick(RandomField.allCases)
      strays.append(RandomTopic.message(strange, random.chance(80) ? envelope : nil, &random))
    }
    strays.append(contentsOf: [[], Array("{}".utf8), Array("not json".utf8)])
  }

  /// - Parameter schema: The fields of its schema; nil if it has no envelope of Kafka Connect.
  private static func message(_ fields: [Field], _ schema: String?, _ random: inout SeededGenerator) -> [UInt8] {
    var members: [String] = []
    for field in fields where random.chance(95) {
      let value = random.chance(5) ? "null" : field.kind.value(field.separator, &random)
      members.append("\(RandomText.quoted(field.name)):\(value)")
    }
    let row = schema != nil && random.chance(5) ? "null" : "{\(members.joined(separator: ","))}"
    guard let schema else { return Array(row.utf8) }
    return Array("{\"schema\":{\"type\":\"struct\",\"optional\":false,\"fields\":\(schema)},\"payload\":\(row)}".utf8)
  }
}
