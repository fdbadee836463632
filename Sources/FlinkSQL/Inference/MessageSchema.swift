/// The fields of a topic's messages, inferred or given.
public struct MessageSchema: Sendable, Equatable {
  /// One field.
  public struct Field: Sendable, Equatable {
    /// Its key in the JSON object, case and all.
    public var name: String
    /// Its type, where the target says nothing else.
    public var type: FlinkType
    /// What its values were, where messages were seen.
    var profile: ValueProfile?
    /// What is guessed about the type; told only where the type is used.
    var guesses: [String] = []
    /// What a schema beside the messages says of it.
    var logicalType: LogicalType?
    /// What of Kafka's own it is; nil for a field of the message.
    var metadata: KafkaMetadata?
  }

  /// A field, or a piece of Kafka's metadata, as a caller names it.
  public struct GivenColumn: Sendable {
    /// The field's key; for metadata the name of the column.
    public var name: String
    /// A Flink type, as ``FlinkType/init(parsing:)`` takes it.
    public var type: String
    /// What of Kafka's own it is; nil for a field of the message.
    public var metadata: KafkaMetadata?

    /// A column.
    /// - Parameters:
    ///   - name: The field's key; for metadata the name of the column.
    ///   - type: A Flink type, as ``FlinkType/init(parsing:)`` takes it.
    ///   - metadata: What of Kafka's own it is; nil for a field of the message.
    public init(name: String, type: String, metadata: KafkaMetadata? = nil) {
      self.name = name
      self.type = type
      self.metadata = metadata
    }
  }

  /// The fields in the order in which they stand in the messages.
  public var fields: [Field]
  /// The standard.
  public var timestampStandard: TimestampStandard
  /// How the messages are read.
  public var format = MessageFormat.json
  /// What the keys of the messages are; nil where that is not known.
  var key: MessageKey?
  /// Whether each message that was seen has a key.
  var isAlwaysKeyed = false
  /// Guesses that could be wrong, one sentence each.
  public var warnings: [String]
  /// How many objects the fields were seen in; 0 when none were.
  var objects = 0
  /// The fields that updates were seen to change, where messages say so.
  var changedFields: Set<ExactName> = []

  /// A schema that the caller knows.
  /// - Parameters:
  ///   - columns: Names and types.
  ///   - messages: Messages with these fields, which show the envelope that they stand in and how timestamps are
  ///     written; ISO-8601 is assumed where none does.
  /// - Throws: ``SQLGenerationError`` for an unusable name, a duplicate or a type that does not exist, and when not one
  ///   of the fields is in any of the messages.
  public init(columns: [GivenColumn], messages: [SampledMessage] = []) throws(SQLGenerationError) {
    try self.init(columns: columns, seenIn: SchemaInference(messages))
  }

  /// Columns as they are given, held against messages that were looked at before.
  /// - Parameters:
  ///   - columns: Names, types and metadata.
  ///   - inference: What was seen of the messages.
  /// - Throws: ``SQLGenerationError`` as ``init(columns:messages:)`` does.
  public init(columns: [GivenColumn], seenIn inference: SchemaInference) throws(SQLGenerationError) {
    fields = []
    var names: Set<ExactName> = []
    for column in columns {
      if let problem = SQLText.problem(withIdentifier: column.name) {
        throw SQLGenerationError(
          code: "invalid_column", message: "Column '\(column.name.prefix(100))' \(problem)",
          remedy: "Rename or leave out the column")
      }
      guard names.insert(ExactName(column.name)).inserted else {
        throw SQLGenerationError(
          code: "invalid_column", message: "Column '\(column.name)' is given twice", remedy: "Give each column once")
      }
      fields.append(
        Field(name: column.name, type: try FlinkType(parsing: column.type), metadata: column.metadata))
    }
    let found = try DeclaredFields(fields, in: inference)
    let written = TimestampStandard(writtenIn: found.profiles, of: fields)
    timestampStandard = written ?? .iso8601
    format = found.format
    if let clash = columns.first(where: {
      $0.metadata != nil && found.format.container?.isSameName(as: $0.name) == true
    }) {
      throw SQLGenerationError(
        code: "invalid_column",
        message: "The messages hold their fields in '\(clash.name)', so what Kafka knows of them cannot be called so",
        remedy: "Give that column another name")
    }
    if let seen = found.seen, seen.format == format {
      key = seen.key
      isAlwaysKeyed = seen.isAlwaysKeyed
    }
    if format != .json {
      for index in fields.indices {
        fields[index].logicalType = found.seen?.field(named: fields[index].name)?.logicalType
      }
    }
    if format.isChangeLog { changedFields = found.seen?.changedFields ?? [] }
    warnings = found.warnings + (written == nil ? MessageSchema.assumption(on: fields) : [])
  }

  /// The columns of `targets` taken for the fields of the messages, each name once: where nothing can be sampled.
  ///
  /// Columns that the database fills in are left to it, and those that are called as Kafka's metadata to that: nothing
  /// says that the messages have them. A column whose name cannot stand in a statement is no field.
  /// - Parameter targets: The tables.
  public init(assuming targets: [TargetTable]) {
    var names: Set<ExactName> = []
    let columns = targets.flatMap(\.columns).filter {
      SQLText.problem(withIdentifier: $0.name) == nil && !$0.mustBeLeftOut && !$0.isNumbered
        && KafkaMetadata(namedBy: $0.name) == nil
        && names.insert(ExactName($0.name)).inserted
    }
    let fields = columns.compactMap { column in column.type.map { Field(name: column.name, type: $0) } }
    let tables = targets.map(\.name.description).joined(separator: ", ")
    let assumption =
      "No message was seen: the columns of \(tables) are assumed to be the fields of the messages, by name and type"
    self.init(
      fields: fields, timestampStandard: .iso8601, warnings: [assumption] + MessageSchema.assumption(on: fields))
  }

  init(
    fields: [Field], timestampStandard: TimestampStandard, format: MessageFormat = .json, key: MessageKey? = nil,
    isAlwaysKeyed: Bool = false, warnings: [String], objects: Int = 0, changedFields: Set<ExactName> = []
  ) {
    self.fields = fields
    self.timestampStandard = timestampStandard
    self.format = format
    self.key = key
    self.isAlwaysKeyed = isAlwaysKeyed
    self.warnings = warnings
    self.objects = objects
    self.changedFields = changedFields
  }

  /// The field of this very name.
  func field(named name: String) -> Field? { fields.first { $0.name.isSameName(as: name) } }

  /// `name`, with as many underscores behind it as it takes to be no field's name, nor that of what holds them.
  func freeName(_ name: String) -> String {
    let taken = Set((fields.map(\.name) + [format.container].compactMap { $0 }).map { $0.lowercased() })
    var free = name
    while taken.contains(free) { free += "_" }
    return free
  }

  private static func assumption(on fields: [Field]) -> [String] {
    fields.contains { $0.metadata == nil && $0.type.holdsTimestamp }
      ? [
        "Timestamps are assumed to be written as ISO-8601 has them, such as 2024-05-01T10:00:00Z, since no message with one was seen; others stop the job"
      ] : []
  }
}
