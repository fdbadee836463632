public import PipelineTypes

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
    /// What is guessed about the type; a note only where the type is used.
    var guesses: [PipelineNote] = []
    /// In how many messages it has values that no type shows.
    var marks = FieldMarks()
    /// Whether its type was given, and the values seen are decimals as bytes.
    var isSeenEncoded = false
    /// What a schema beside the messages says of it.
    var logicalType: LogicalType?
    /// The Kafka metadata that it is; nil for a field of the message.
    var metadata: KafkaMetadata?
  }

  /// A field, or a piece of Kafka's metadata, as a caller names it.
  public struct DeclaredColumn: Sendable {
    /// The field's key; for metadata the name of the column.
    public var name: String
    /// A Flink type, as ``FlinkType/init(parsing:)`` takes it.
    public var type: String
    /// The Kafka metadata that it is; nil for a field of the message.
    public var metadata: KafkaMetadata?

    /// A column.
    /// - Parameters:
    ///   - name: The field's key; for metadata the name of the column.
    ///   - type: A Flink type, as ``FlinkType/init(parsing:)`` takes it.
    ///   - metadata: The Kafka metadata that it is; nil for a field of the message.
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
  /// What users should know about the messages, guesses that could be wrong among it.
  public var notes: [PipelineNote]
  /// How many objects the fields were seen in; 0 when none were.
  var objects = 0
  /// The fields that updates were seen to change, where messages say so.
  var changedFields: Set<ExactName> = []
  /// The members that hold rows as text, which are not read as rows; nil where no message has such.
  var rowsAsText: [String]?

  /// A schema that the caller knows.
  /// - Parameters:
  ///   - columns: Names and types.
  ///   - messages: Messages with these fields, which show the envelope that they stand in and how timestamps are
  ///     written; ISO-8601 is assumed where none does.
  /// - Throws: ``PipelineProblem`` for an unusable name, a duplicate or a type that does not exist, and when not one
  ///   of the fields is in any of the messages.
  public init(columns: [DeclaredColumn], messages: [SampledMessage] = []) throws(PipelineProblem) {
    try self.init(columns: columns, seenIn: SchemaInference(messages))
  }

  /// Declared columns, compared with messages that were sampled before.
  /// - Parameters:
  ///   - columns: Names, types and metadata.
  ///   - inference: What was seen of the messages.
  /// - Throws: ``PipelineProblem`` as ``init(columns:messages:)`` does.
  public init(columns: [DeclaredColumn], seenIn inference: SchemaInference) throws(PipelineProblem) {
    let fields = try MessageSchema.fields(of: columns)
    let found = try DeclaredFields(fields, in: inference)
    if let clash = columns.first(where: { column in
      column.metadata != nil && found.format.container?.isSameName(as: column.name) == true
    }) {
      throw .invalidColumn(clash.name, .isContainer)
    }
    self.init(fields, found)
  }

  private static func fields(of columns: [DeclaredColumn]) throws(PipelineProblem) -> [Field] {
    var fields: [Field] = []
    var names: Set<ExactName> = []
    for column in columns {
      if let fault = SQLText.fault(inIdentifier: column.name) {
        throw .invalidColumn(String(column.name.prefix(100)), .name(fault))
      }
      guard names.insert(ExactName(column.name)).inserted else { throw .invalidColumn(column.name, .duplicate) }
      do throws(NamingProblem) {
        fields.append(
          Field(name: column.name, type: try FlinkType(parsing: column.type), metadata: column.metadata))
      } catch { throw .naming(error) }
    }
    return fields
  }

  private init(_ declared: [Field], _ found: DeclaredFields) {
    let written = TimestampStandard(writtenIn: found.profiles, of: declared)
    let format = found.format
    let seen = found.seen
    let fields = declared.map { field in
      var field = field
      if format != .json { field.logicalType = seen?.field(named: field.name)?.logicalType }
      if field.metadata == nil {
        field.marks = found.marks.field(field.name, in: format)
        field.isSeenEncoded = found.profiles[ExactName(field.name)]?.value.holdsEncodedDecimals == true
      }
      return field
    }
    let isSameFormat = seen?.format == format
    self.init(
      fields: fields, timestampStandard: written ?? .iso8601, format: format, key: isSameFormat ? seen?.key : nil,
      isAlwaysKeyed: isSameFormat && seen?.isAlwaysKeyed == true,
      notes: (found.notes + (written == nil ? MessageSchema.assumption(on: fields) : [])).grouped,
      changedFields: format.isChangeLog ? seen?.changedFields ?? [] : [])
  }

  /// The columns of `targets` as the fields of the messages, each name once: where nothing can be sampled.
  ///
  /// Columns that the database fills are left to it, and those that are called like Kafka metadata to that: nothing says
  /// that the messages have them. A column whose name cannot be written in a statement is not a field.
  /// - Parameter targets: The tables.
  public init(assuming targets: [TargetTable]) {
    var names: Set<ExactName> = []
    let columns = targets.flatMap(\.columns).filter {
      SQLText.fault(inIdentifier: $0.name) == nil && !$0.mustBeLeftOut && !$0.isNumbered
        && KafkaMetadata(namedBy: $0.name) == nil
        && names.insert(ExactName($0.name)).inserted
    }
    let fields = columns.compactMap { column in column.type.map { Field(name: column.name, type: $0) } }
    self.init(
      fields: fields, timestampStandard: .iso8601,
      notes: [.topic(.columnsAssumed(tables: targets.map(\.name)))] + MessageSchema.assumption(on: fields))
  }

  init(
    fields: [Field], timestampStandard: TimestampStandard, format: MessageFormat = .json, key: MessageKey? = nil,
    isAlwaysKeyed: Bool = false, notes: [PipelineNote], objects: Int = 0, changedFields: Set<ExactName> = [],
    rowsAsText: [String]? = nil
  ) {
    self.fields = fields
    self.timestampStandard = timestampStandard
    self.format = format
    self.key = key
    self.isAlwaysKeyed = isAlwaysKeyed
    self.notes = notes
    self.objects = objects
    self.changedFields = changedFields
    self.rowsAsText = rowsAsText
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

  private static func assumption(on fields: [Field]) -> [PipelineNote] {
    fields.contains { $0.metadata == nil && $0.type.holdsTimestamp } ? [.topic(.timestampsAssumed)] : []
  }
}
