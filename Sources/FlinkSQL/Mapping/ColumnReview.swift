/// How each column of a target would get its values, those without a way among them.
public struct ColumnReview: Sendable {
  /// A column that no value can go into, though it must have one or a field bears its name.
  public struct Refused: Sendable, Equatable {
    /// The table's column.
    public let name: String
    /// Its type, as the database names it.
    public let databaseType: String
    /// The field that goes with it by name; nil where there is none.
    public let field: String?
    /// Why, as the rest of a sentence.
    public let reason: String
  }

  /// The mapping of the columns that have a way; all there is when ``problem`` is nil.
  public let possible: ColumnMapping
  /// The columns that stand in the way of a statement, in the order of the target; those that would keep deletions from
  /// their rows behind the others.
  public let refused: [Refused]
  /// Why there is no statement, every refused column in one message; nil when nothing stands against it.
  public let problem: SQLGenerationError?

  /// Goes through the columns of `target`.
  /// - Parameters:
  ///   - schema: The fields.
  ///   - target: The table.
  ///   - engine: The engine that will run it.
  public init(_ schema: MessageSchema, into target: TargetTable, engine: EngineVersion = .assumed) {
    let matching = ColumnMatching(schema, target.columns)
    let context = Conversion.Context(schema, on: engine)
    let ways = ColumnWays(matching, target, context)
    let mapping = ColumnReview.mapping(of: ways, schema, target, matching)
    let lost = mapping.columnsLosingDeletions(schema.format)
    possible = lost.isEmpty ? mapping : mapping.without(lost)
    refused = ways.refused + ColumnReview.refusals(of: lost, target, matching)
    problem =
      target.unwritable
      ?? ColumnReview.problem(refused, hasColumns: ColumnReview.carriesMessages(ways.columns, schema), schema, target)
  }

  private static func mapping(
    of ways: ColumnWays, _ schema: MessageSchema, _ target: TargetTable, _ matching: ColumnMatching
  ) -> ColumnMapping {
    let keying = ways.keying
    let isKeyed = if case .written = keying { true } else { false }
    let hasKeyChanges = isKeyed && ways.keys.contains { schema.changedFields.contains(ExactName($0.field)) }
    let contract = ContractNotes(schema: schema, target: target, matching: matching, nullable: ways.nullable)
    return ColumnMapping(
      columns: ways.columns, primaryKey: isKeyed ? target.primaryKey : [], hasKeyChanges: hasKeyChanges,
      partitionColumns: target.partitionColumns,
      warnings: ways.notes + matching.warnings + contract.warnings(keying)
        + contract.changeWarnings(isKeyed: isKeyed, hasKeyChanges: hasKeyChanges))
  }

  /// The columns that would keep deletions from their rows.
  private static func refusals(
    of lost: [String], _ target: TargetTable, _ matching: ColumnMatching
  ) -> [Refused] {
    target.columns.filter { lost.containsName($0.name) }.map { column in
      Refused(
        name: column.name, databaseType: column.databaseType, field: matching.field(of: column)?.name,
        reason: "a deletion is a message of its own, with another value here, so that Flink would not find the row to "
          + "delete; it would where each column of the key takes its field as it is and no update changes the key")
    }
  }

  /// Whether the columns take a field of the messages, or all that the caller asked for.
  private static func carriesMessages(_ columns: [ColumnMapping.Column], _ schema: MessageSchema) -> Bool {
    let isOwn = !schema.fields.isEmpty && schema.fields.allSatisfy { $0.metadata != nil }
    return columns.contains { isOwn || $0.metadata == nil }
  }

  private static func problem(
    _ refused: [Refused], hasColumns: Bool, _ schema: MessageSchema, _ target: TargetTable
  ) -> SQLGenerationError? {
    let fields = schema.fields.prefix(50).map(\.name).joined(separator: ", ")
    if refused.isEmpty {
      if hasColumns { return nil }
      return SQLGenerationError(
        code: "no_common_columns",
        message: "No field of the messages (\(fields)) has a column in \(target.name) "
          + "(\(target.columns.map(\.name).joined(separator: ", ")))",
        remedy: "Check topic and hologres_table, or pass columns or sql")
    }
    let unnameable = refused.filter { SQLText.problem(withIdentifier: $0.name) != nil }
    let refused = refused.filter { SQLText.problem(withIdentifier: $0.name) == nil }
    let missing = refused.filter { $0.field == nil }.map(\.name)
    let impossible = refused.compactMap { column in
      column.field.map { "'\($0)' into '\(column.name)' (\(column.databaseType)): \(column.reason)" }
    }
    var problems = unnameable.map {
      "The column '\($0.name.prefix(100))' of \(target.name) cannot be written: \($0.reason)"
    }
    if !missing.isEmpty {
      problems.append(
        "Columns of \(target.name) that must have a value have no field in the messages: "
          + "\(missing.joined(separator: ", ")). The fields are: \(fields)")
    }
    if !impossible.isEmpty { problems.append("There is no conversion of \(impossible.joined(separator: "; "))") }
    return SQLGenerationError(
      code: missing.isEmpty ? "incompatible_types" : "missing_fields", message: problems.joined(separator: ". "),
      remedy: missing.isEmpty
        ? "Pass columns with other types, change the table, or pass sql"
        : "Give the columns a default, change the table, or pass sql that computes them")
  }
}

extension TargetTable {
  /// Why no row can be written to it at all; nil for a table.
  fileprivate var unwritable: SQLGenerationError? {
    guard case .readOnly(let what) = kind else { return nil }
    return SQLGenerationError(
      code: "not_a_table", message: "\(name) is a \(what), to which no job can write",
      remedy: "Pass the table behind it as hologres_table")
  }
}
