import PipelineTypes

/// The conversions of the fields to the columns of a target, and the columns that have none.
struct ColumnConversions {
  private let target: TargetTable
  private let matching: ColumnMatching
  private let context: Conversion.Context
  /// The columns that are written.
  private(set) var columns: [ColumnMapping.Column] = []
  /// The columns that prevent a statement.
  private(set) var refused: [RefusedColumn] = []
  /// What users should know about the conversions.
  private(set) var notes: [PipelineNote] = []
  /// The columns in which a value that is not NULL can become NULL.
  private(set) var nullable: Set<ExactName> = []

  /// Finds a conversion for each column of `target`.
  init(_ matching: ColumnMatching, _ target: TargetTable, _ context: Conversion.Context) {
    (self.matching, self.target, self.context) = (matching, target, context)
    for column in target.columns { convert(to: column) }
    refuseRepeatedKey()
  }

  private mutating func convert(to column: TargetTable.Column) {
    let field = matching.field(of: column)
    if let fault = SQLText.fault(inIdentifier: column.name) {
      if field != nil || target.requires(column) { refuse(column, field, .columnName(fault)) }
      return
    }
    guard let field else {
      if target.requires(column) { refuse(column, nil, .valueMissing) }
      return
    }
    guard column.typeKind.isWritable else { return refuse(column, field, .typeKindRefused(column.typeKind)) }
    do throws(ConversionFault) {
      let isKey = target.primaryKey.containsName(column.name)
      add(column, field, try Conversion(of: field, to: column, isKey: isKey, context))
    } catch {
      refuse(column, field, field.marks.fault ?? error)
    }
  }

  private mutating func add(_ column: TargetTable.Column, _ field: MessageSchema.Field, _ conversion: Conversion) {
    notes += conversion.facts.map { .field(field.name, $0) }
    columns.append(ColumnMapping.Column(column.name, field, conversion))
    if conversion.canBecomeNull { nullable.insert(ExactName(column.name)) }
  }

  private mutating func refuse(
    _ column: TargetTable.Column, _ field: MessageSchema.Field?, _ reason: ConversionFault
  ) {
    refused.append(
      RefusedColumn(name: column.name, databaseType: column.databaseType, field: field?.name, reason: reason))
  }

  /// Refuses a key of which nothing is written and nothing counts: all messages would be one row.
  private mutating func refuseRepeatedKey() {
    guard !target.primaryKey.isEmpty, keys.isEmpty, keyStrategy == .filled([], with: target.primaryKey) else { return }
    for column in target.columns where target.primaryKey.containsName(column.name) {
      refuse(column, nil, column.filling == .alwaysByExpression ? .keyComputed : .keyRepeats)
    }
  }

  /// How rows are identified by the columns of the primary key.
  var keyStrategy: KeyStrategy {
    if refused.contains(where: { target.primaryKey.containsName($0.name) }) { return .refused }
    let written = Set(columns.map { ExactName($0.name) })
    let others = target.primaryKey.filter { !written.contains(ExactName($0)) }
    if others.isEmpty { return .written(isLossy: keys.contains { $0.verdict == .lossy }) }
    let counted = target.columns.filter { others.containsName($0.name) && $0.isNewForEachRow }.map(\.name)
    if !counted.isEmpty { return .generated(counted) }
    return .filled(target.primaryKey.filter { written.contains(ExactName($0)) }, with: others)
  }

  /// The columns of the primary key that are written.
  var keys: [ColumnMapping.Column] { columns.filter { target.primaryKey.containsName($0.name) } }
}

/// How rows are identified by the columns of a primary key.
enum KeyStrategy: Equatable {
  /// - Parameter isLossy: Whether two values of a field can become one in the table.
  case written(isLossy: Bool)
  /// These columns are written; the database fills the others in without making new keys, so these decide.
  case filled([String], with: [String])
  /// The database makes new values of these columns for each row.
  case generated([String])
  /// At least one has no conversion.
  case refused

  var isWritten: Bool { if case .written = self { true } else { false } }

  /// The columns of the key that the sink declares.
  /// - Parameter key: The primary key of the table.
  func declared(of key: [String]) -> [String] {
    switch self {
    case .written: key
    case .filled(let written, _): written
    case .generated, .refused: []
    }
  }

  /// The columns of the key that are filled in by the database beside those that are written.
  var filledIn: [String] { if case .filled(_, let others) = self { others } else { [] } }
}

extension TargetTable {
  /// Whether a row cannot be written without a value for the column.
  fileprivate func requires(_ column: Column) -> Bool {
    if partitionColumns.containsName(column.name) { return !column.mustBeLeftOut }
    return !column.isFilledIn && (!column.isNullable || primaryKey.containsName(column.name))
  }
}
