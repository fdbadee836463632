/// What a target's constraints mean for the messages that were seen.
struct ContractNotes {
  let schema: MessageSchema
  let target: TargetTable
  let matching: ColumnMatching
  /// The columns in which a value that is there can become NULL.
  let nullable: Set<ExactName>

  /// What becomes of the columns of the primary key.
  enum Keying: Equatable {
    /// - Parameter isLossy: Whether two values of a field can become one in the table.
    case written(isLossy: Bool)
    /// The database counts at least one of them itself.
    case counted
    /// At least one has no way.
    case refused
  }

  /// One sentence each.
  func warnings(_ keying: Keying) -> [String] {
    semantics(keying) + target.columns.compactMap(nullWarning) + leftOut + extras + unfilled + keyWarnings
  }

  /// What becomes of a row whose key an update changes.
  ///
  /// Debezium writes a change of the captured table's own key, which is the messages' key, as a deletion and an insertion.
  func changeWarnings(isKeyed: Bool, hasKeyChanges: Bool) -> [String] {
    let keys = target.columns.filter { target.primaryKey.containsName($0.name) }.compactMap(matching.field)
    let isOwnKey =
      schema.format.envelope == "Debezium" && schema.isAlwaysKeyed && schema.key?.consists(of: keys.map(\.name)) == true
    guard isKeyed, schema.format.isChangeLog, !isOwnKey else { return [] }
    let key = target.primaryKey.joined(separator: ", ")
    return [
      hasKeyChanges
        ? "Updates change \(key): to delete the rows of the old keys Flink keeps every row in state"
        : "An update that changes \(key) would leave the row of the old key behind; none was seen"
    ]
  }

  /// What becomes of two rows with the same key.
  private func semantics(_ keying: Keying) -> [String] {
    if target.primaryKey.isEmpty {
      return ["\(target.name) has no primary key: rows are appended, and a restart may write some twice"]
    }
    let key = target.primaryKey.joined(separator: ", ")
    let keys = target.columns.filter { target.primaryKey.containsName($0.name) }.compactMap(matching.field)
    let metadata = keys.compactMap(\.metadata)
    if metadata.contains(.offset), case .written = keying {
      return [
        metadata.contains(.partition)
          ? "Each message is a row of its own by its place in the topic; one that is read again replaces itself"
          : "Offsets count within a partition: a topic with several needs the partition in the key \(key) too"
      ]
    }
    // What is one row must be one key of the messages, or different partitions have a part in it.
    let isOrdered =
      keying == .written(isLossy: false) && schema.isAlwaysKeyed && schema.key?.follows(from: keys.map(\.name)) == true
    let order =
      isOrdered
      ? "the last one wins, and their messages have one key, so that one partition keeps them in order"
      : "the last one wins, and messages keep their order only within a partition"
    switch keying {
    case .written: return ["Rows with the same \(key) replace each other: \(order)"]
    case .counted:
      return ["The database counts \(key) itself: each message becomes a new row, and a restart may write some twice"]
    case .refused: return []
    }
  }

  /// What becomes of NULL in a column that takes none.
  ///
  /// By its write mode the connector has a value for each type, or leaves it to the database, which refuses NULL.
  private func nullWarning(_ column: TargetTable.Column) -> String? {
    let isKey = target.primaryKey.containsName(column.name)
    guard !column.isNullable || isKey, let field = matching.field(of: column),
      let reason = reasonForNull(in: column, field)
    else { return nil }
    if !isKey {
      return
        "\(reason); '\(column.name)' is NOT NULL, so the job stops at such a message, or the connector writes '', 0 or 1970-01-01"
    }
    // What a change without a key does, the dry parse tells.
    if schema.format.isChangeLog { return nil }
    return "\(reason); such messages are not written, since '\(column.name)' is part of the key"
  }

  private func reasonForNull(in column: TargetTable.Column, _ field: MessageSchema.Field) -> String? {
    if let seen = field.profile, schema.objects > seen.values {
      return "'\(field.name)' is null or missing in \(schema.objects - seen.values) of \(schema.objects) messages"
    }
    if schema.format.isChangeLog, let seen = field.profile, seen.nulls > 0 {
      return "'\(field.name)' is null in some rows"
    }
    return nullable.contains(ExactName(column.name)) ? "'\(field.name)' can become NULL" : nil
  }

  /// That the one column of the primary key which no field has may be the key of the messages.
  private var keyWarnings: [String] {
    let missing = target.columns.filter { column in
      target.primaryKey.containsName(column.name) && !column.isFilledIn && matching.field(of: column) == nil
    }
    guard schema.key == .other, missing.count == 1, let name = missing.first?.name else { return [] }
    return [
      "The key of the messages equals no field, so it may be '\(name)'; to write it pass sql with 'key.format' and 'key.fields'"
    ]
  }

  /// Fields that bear the name of a column which the database fills in alone.
  private var leftOut: [String] {
    let names = Set(schema.fields.map { ExactName($0.name) })
    return target.columns.filter { $0.mustBeLeftOut && names.contains(ExactName($0.name)) }
      .map { "The column '\($0.name)' is always filled in by the database; the field of its name is not written" }
  }

  /// One sentence for all columns that stay as they are, however many; what must have a value is refused elsewhere.
  private var unfilled: [String] {
    let names = target.columns.filter {
      matching.field(of: $0) == nil && !$0.isFilledIn && $0.isNullable && !target.primaryKey.containsName($0.name)
    }.map(\.name)
    return names.isEmpty ? [] : ["Columns of \(target.name) that no field fills: \(names.listed)"]
  }

  /// One sentence for all fields without a column, however many.
  private var extras: [String] {
    let always = Set(target.columns.filter(\.mustBeLeftOut).map { ExactName($0.name) })
    let names = schema.fields.filter { !matching.uses($0) && !always.contains(ExactName($0.name)) }.map(\.name)
    return names.isEmpty ? [] : ["Fields without a column in \(target.name) are not written: \(names.listed)"]
  }
}
