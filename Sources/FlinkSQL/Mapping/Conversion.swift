/// The way of one field into one column.
///
/// Wherever Flink's JSON reader can make the column's type by itself the field is declared as that: it refuses what does
/// not fit, where CAST wraps around, saturates or prints values in another way (measured with Flink 1.17.2 and 1.20.5).
struct Conversion: Equatable {
  var verdict: Verdict
  /// The type that the source declares.
  var sourceType: FlinkType
  /// The type that the sink declares.
  var sinkType: FlinkType
  /// The expression over the quoted source column.
  var expression: String
  /// What is to be known about it, as a sentence.
  var note: String?
  /// Whether a value that is there can become NULL on the way.
  var canBecomeNull = false

  /// That a field cannot go into a column.
  struct Impossible: Error {
    /// Why, as the rest of a sentence about the field.
    let reason: String
  }

  /// What conversions depend on besides field and column.
  struct Context {
    var standard: MessageSchema.TimestampStandard
    var engine: EngineVersion
    var format: MessageFormat

    /// What conversions of the messages of `schema` on `engine` depend on.
    init(_ schema: MessageSchema, on engine: EngineVersion) {
      (standard, self.engine, format) = (schema.timestampStandard, engine, schema.format)
    }

    var reader: FlinkJSONReader { FlinkJSONReader(of: format, on: engine) }
  }

  /// The conversion of `field` into `column`.
  init(
    of field: MessageSchema.Field, into column: TargetTable.Column, _ context: Context
  ) throws(Impossible) {
    guard let target = column.type else { throw Impossible(reason: "the connector cannot write this type") }
    try self.init(of: field, into: column.kind, target, context)
  }

  /// The conversion of `field` into a column of the database type `kind`, which the sink declares as `target`.
  init(
    of field: MessageSchema.Field, into kind: DatabaseType, _ target: FlinkType, _ context: Context
  ) throws(Impossible) {
    let column = SQLText.path(context.format.container, field.name)
    let logical = LogicalConversion(field, at: column)
    self =
      if let metadata = field.metadata {
        try MetadataConversion(metadata: metadata, name: field.name).into(kind, target)
      } else if let way = try logical?.into(kind, target) {
        way
      } else {
        try Conversion(ofValuesOf: field, at: column, into: kind, target, context).telling(logical?.note)
      }
    guard case .timestamptz = kind, !context.engine.writesInstants else { return }
    // Such an engine takes a local time for the instant, by the zone of its JVM.
    sinkType = .timestamp(precision: 3)
    expression = "CAST(\(expression) AS \(sinkType.sql))"
    self = converted(telling: "the engine writes '\(field.name)' by the time zone of its JVM")
  }

  private init(
    ofValuesOf field: MessageSchema.Field, at column: String, into kind: DatabaseType, _ target: FlinkType,
    _ context: Context
  ) throws(Impossible) {
    if let seen = field.profile {
      self = try InferredConversion(name: field.name, column: column, seen: seen, context: context).into(kind, target)
    } else {
      self = try DeclaredConversion(name: field.name, column: column, declared: field.type, context: context)
        .into(kind, target)
    }
  }

  /// The same of each element of an array in `column`, whose elements the sink declares as `target`.
  ///
  /// Elements have no expressions of their own; an array can be cast as a whole between booleans and integers.
  func ofArray(of target: FlinkType, at column: String) throws(Impossible) -> Conversion {
    let array = FlinkType.array(target)
    if expression == column { return Conversion(verdict, from: array, to: array, column, note: note) }
    guard (target == .boolean) != (sourceType == .boolean) else {
      throw Impossible(reason: "its elements cannot be read as \(target.sql)")
    }
    return Conversion(verdict, from: .array(sourceType), to: array, "CAST(\(column) AS \(array.sql))", note: note)
  }

  /// The same with one thing more to be known about it.
  func telling(_ more: String?) -> Conversion {
    guard let more else { return self }
    var told = self
    told.note = note.map { "\($0); \(more)" } ?? more
    return told
  }

  /// The same where it loses something, which `note` tells.
  func losing(_ note: String) -> Conversion {
    var lossy = telling(note)
    lossy.verdict = .lossy
    return lossy
  }

  /// The same where it is in another form, or other values will be, which `note` tells.
  func converted(telling note: String) -> Conversion {
    var converted = telling(note)
    if verdict != .lossy { converted.verdict = .converted }
    return converted
  }

  /// The same into a column that keeps `kept` places of a second, of values that have `places` of them.
  func keeping(_ kept: Int, of places: Int, _ name: String) -> Conversion {
    places > kept ? losing(ConversionNote.cutting(name, places: kept)) : self
  }

  init(
    _ verdict: Verdict, from sourceType: FlinkType, to sinkType: FlinkType, _ expression: String, note: String? = nil,
    canBecomeNull: Bool = false
  ) {
    self.verdict = verdict
    self.sourceType = sourceType
    self.sinkType = sinkType
    self.expression = expression
    self.note = note
    self.canBecomeNull = canBecomeNull
  }
}
