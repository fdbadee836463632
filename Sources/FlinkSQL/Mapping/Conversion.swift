import PipelineTypes

/// The conversion of one field to one column.
///
/// Wherever Flink's JSON reader can make the column's type by itself, the source declares the field as that type: the
/// reader rejects what does not fit, where CAST wraps around, saturates or reformats (measured with Flink 1.17.2, 1.20.5).
struct Conversion: Equatable {
  var verdict: Verdict
  /// The type that the source declares.
  var sourceType: FlinkType
  /// The type that the sink declares.
  var sinkType: FlinkType
  /// The expression over the quoted source column.
  var expression: String
  /// What users should know about it.
  var facts: [FieldFact]
  /// Whether a value that is not NULL can become NULL.
  var canBecomeNull = false

  /// What conversions depend on, apart from field and column.
  struct Context {
    var standard: TimestampStandard
    var engine: EngineVersion
    var format: MessageFormat

    /// What conversions of the messages of `schema` on `engine` depend on.
    init(_ schema: MessageSchema, on engine: EngineVersion) {
      (standard, self.engine, format) = (schema.timestampStandard, engine, schema.format)
    }

    var reader: FlinkJSONReader { FlinkJSONReader(of: format, on: engine) }
  }

  /// The conversion of `field` to `column`.
  /// - Throws: ``ConversionFault``.
  init(
    of field: MessageSchema.Field, to column: TargetTable.Column, _ context: Context
  ) throws(ConversionFault) {
    guard let target = column.type else { throw .unwritableType }
    try self.init(of: field, to: column.kind, target, context)
  }

  /// The conversion of `field` to a column of the database type `kind`, which the sink declares as `target`.
  /// - Throws: ``ConversionFault``.
  init(
    of field: MessageSchema.Field, to kind: DatabaseType, _ target: FlinkType, _ context: Context
  ) throws(ConversionFault) {
    let column = SQLText.path(context.format.container, field.name)
    if let metadata = field.metadata {
      self = try MetadataConversion(metadata: metadata, name: field.name).to(kind, target)
    } else if let reading = TimeReading(field, context.standard, context.format),
      let time = TimeConversion(reading: reading, column: column).to(kind, target)
    {
      self = time
    } else {
      self = try Conversion(ofValuesOf: field, at: column, to: kind, target, context)
      if let meaning = field.declaredMeaning { facts.append(.timeWrittenAsNumber(meaning)) }
    }
    guard case .timestamptz = kind, !context.engine.writesInstants else { return }
    // Such an engine takes a local time for the instant, by the zone of its JVM.
    sinkType = .timestamp(precision: 3)
    expression = "CAST(\(expression) AS \(sinkType.sql))"
    self = converting(.jvmZoneApplied)
  }

  private init(
    ofValuesOf field: MessageSchema.Field, at column: String, to kind: DatabaseType, _ target: FlinkType,
    _ context: Context
  ) throws(ConversionFault) {
    if field.hasEncodedDecimals, target.isNumeric { throw .encodedDecimals }
    if let seen = field.profile {
      self = try InferredConversion(column: column, seen: seen, context: context).to(kind, target)
    } else {
      self = try DeclaredConversion(column: column, declared: field.type, context: context).to(kind, target)
    }
  }

  /// The same for each element of an array in `column`, whose elements the sink declares as `target`.
  ///
  /// Elements have no expressions of their own; an array can be cast as a whole between booleans and integers.
  /// - Throws: ``ConversionFault``.
  func ofArray(of target: FlinkType, at column: String) throws(ConversionFault) -> Conversion {
    let array = FlinkType.array(target)
    if expression == column { return Conversion(verdict, from: array, to: array, column, facts) }
    guard (target == .boolean) != (sourceType == .boolean) else { throw .elements(type: target.sql) }
    return Conversion(verdict, from: .array(sourceType), to: array, "CAST(\(column) AS \(array.sql))", facts)
  }

  /// The same with more facts.
  func noting(_ more: FieldFact?...) -> Conversion {
    var noted = self
    noted.facts += more.compactMap { $0 }.filter { !facts.contains($0) }
    return noted
  }

  /// The same, lossy for the reason `fact`.
  func losing(_ fact: FieldFact) -> Conversion {
    var lossy = noting(fact)
    lossy.verdict = .lossy
    return lossy
  }

  /// The same, where values change their form, or later ones could, for the reason `fact`.
  func converting(_ fact: FieldFact) -> Conversion {
    var converted = noting(fact)
    if verdict != .lossy { converted.verdict = .converted }
    return converted
  }

  /// The same to a column that keeps `kept` places of a second, of values that have `places` of them.
  func keeping(_ kept: Int, of places: Int) -> Conversion {
    places > kept ? losing(.fractionTruncated(places: kept)) : self
  }

  init(
    _ verdict: Verdict, from sourceType: FlinkType, to sinkType: FlinkType, _ expression: String,
    _ facts: [FieldFact] = [], canBecomeNull: Bool = false
  ) {
    self.verdict = verdict
    self.sourceType = sourceType
    self.sinkType = sinkType
    self.expression = expression
    self.facts = facts
    self.canBecomeNull = canBecomeNull
  }
}

extension MessageSchema.Field {
  /// Whether a schema says that it is a decimal, and its values are the bytes of one, or whether they evidently are.
  fileprivate var hasEncodedDecimals: Bool {
    isSeenEncoded || logicalType == .decimal && profile?.kinds.isDisjoint(with: [.string, .object]) == false
  }
}
