import JSONCoding
import PipelineTypes

/// Searches sampled messages for the fields that identify a row.
///
/// The keys of the messages come first, then what the envelopes of changes say, then fields that were unique and never
/// null. Numbers and texts that are unique by chance are likely in a small sample, so the name must say so as well, or
/// the field must come first in many messages.
struct KeySearch {
  /// How many rows make a field without a telling name evident.
  private static let manyRows = 20
  /// The longest text that is taken for an identifier, in characters.
  private static let longestText = 64
  /// The most columns of a key in Hologres.
  private static let mostColumns = 32

  private let schema: MessageSchema
  private let table: TableName
  private let events: [RowEvent]
  /// What the envelope of each change lists as the key; empty where they differ.
  private let listed: [String]
  /// The fields that can be a key, in the order of the messages.
  private let eligible: [MessageSchema.Field]

  /// A search.
  /// - Parameters:
  ///   - schema: The fields.
  ///   - messages: Messages with these fields.
  ///   - table: The table that the key is for.
  init(_ schema: MessageSchema, _ messages: [SampledMessage], for table: TableName) {
    self.schema = schema
    self.table = table
    var events: [RowEvent] = []
    var lists: Set<[ExactName]> = []
    var seen: Set<[UInt8]> = []
    // A producer that repeats a message does not make another row.
    for message in messages where !message.value.isEmpty && seen.insert(message.value).inserted {
      guard let object = try? SchemaInference.object(in: message.value).0 else { continue }
      events += RowEvent.events(of: object, schema.format)
      if let list = RowEvent.listedKey(of: object, schema.format) { lists.insert(list.map(ExactName.init)) }
    }
    self.events = events
    listed = lists.count == 1 ? lists.first?.map(\.text) ?? [] : []
    eligible = schema.fields.filter { KeySearch.isEligible($0, in: schema) }
  }

  /// The fields of the key; empty where none is evident.
  var key: [String] {
    if let key = messageKey, isKeptForMessages(key) { return key }
    if !listed.isEmpty, listed.count <= KeySearch.mostColumns, listed.allSatisfy(isField) { return listed }
    if let unique { return [unique.name] }
    return schema.format.isChangeLog ? pair : []
  }

  // MARK: The keys of the messages

  /// The fields of which the keys of the messages consist; nil where other things are in them.
  private var messageKey: [String]? {
    switch schema.key {
    case .field(let names, _):
      let fields = ranked.map(\.name).filter(names.containsName)
      return (fields.first ?? names.first(where: isField)).map { [$0] }
    case .object(let names, let foreign, isWhole: true) where foreign.isEmpty && names.count <= KeySearch.mostColumns:
      return names.allSatisfy(isField) ? schema.fields.map(\.name).filter(names.containsName) : nil
    case .object, .other, nil: return nil
    }
  }

  /// Whether the key of the messages is that of the rows: not where it only chooses the partition of events that have
  /// an ID of their own.
  private func isKeptForMessages(_ key: [String]) -> Bool {
    schema.format.isChangeLog || isUnique(key) || unique == nil
  }

  private func isField(_ name: String) -> Bool { schema.field(named: name) != nil }

  // MARK: Unique fields

  /// The field that was unique and never null, and whose name or place says that it identifies rows.
  private var unique: MessageSchema.Field? {
    if let named = ranked.first(where: { isEvident($0) && isUnique([$0.name]) }) { return named }
    guard let first = schema.fields.first, eligible.contains(where: { $0.name.isSameName(as: first.name) }),
      events.count >= KeySearch.manyRows, isUnique([first.name])
    else { return nil }
    return first
  }

  /// Two fields that identify the rows of changes together; a table that changes are written to needs a key.
  private var pair: [String] {
    let names = ranked.map(\.name)
    for (index, first) in names.enumerated() {
      for second in names.dropFirst(index + 1) where isUnique([first, second]) { return [first, second] }
    }
    return []
  }

  /// The fields whose names say that they identify something, the clearest first.
  private var ranked: [MessageSchema.Field] {
    eligible.compactMap { field in FieldWords(field.name).identity(in: table).map { (field, $0) } }
      .enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element.0)
  }

  private func isEvident(_ field: MessageSchema.Field) -> Bool {
    events.count >= KeySearch.manyRows || FieldWords(field.name).identity(in: table).map { $0 < .likely } == true
  }

  /// Whether no two rows that exist at one time have the same values of `fields`, and none is null or changes.
  private func isUnique(_ fields: [String]) -> Bool {
    var live: Set<[ExactName]> = []
    for event in events {
      switch event {
      case .insertion(let row):
        guard let values = KeySearch.values(fields, row), live.insert(values).inserted else { return false }
      case .update(let old, let new):
        guard let values = KeySearch.values(fields, new) else { return false }
        for (field, value) in zip(fields, values) {
          if let before = old?[field].flatMap(KeySearch.text), before != value { return false }
        }
        live.insert(values)
      case .deletion(let row):
        if let values = KeySearch.values(fields, row) { live.remove(values) }
      }
    }
    return !events.isEmpty
  }

  private static func values(_ fields: [String], _ row: JSON) -> [ExactName]? {
    let values = fields.compactMap { row[$0].flatMap(text) }
    return values.count == fields.count ? values : nil
  }

  private static func text(_ value: JSON) -> ExactName? {
    switch value {
    case .string(let text): text.isEmpty ? nil : ExactName(text)
    case .number(let number): ExactName(number.literal)
    default: nil
    }
  }

  /// Whether a field holds whole numbers or short texts that are not times.
  private static func isEligible(_ field: MessageSchema.Field, in schema: MessageSchema) -> Bool {
    if field.metadata != nil || SQLText.fault(inIdentifier: field.name) != nil { return false }
    switch schema.time(of: field) {
    case nil: break
    // Any number, and any text of which none was seen, can be read as a time.
    case .epoch, .days, .basicDates, .unseenText: if FieldWords(field.name).namesTime { return false }
    default: return false
    }
    guard let seen = field.profile else {
      switch field.type {
      case .smallint, .int, .bigint, .string: return true
      default: return false
      }
    }
    return seen.values > 0 && seen.nulls == 0 && seen.kinds.isSubset(of: [.number, .string])
      && seen.numbers.fractions == 0 && seen.strings.longest <= longestText && seen.strings[.json] == 0
  }
}
