import PipelineTypes

/// A column of a table's key, and where its value comes from.
struct KeyColumn: Sendable, Equatable {
  /// The column.
  let name: String
  /// The type that the sink declares.
  let type: FlinkType
  /// The message's field; empty for metadata.
  let field: String
  /// How the field's value becomes that of the column.
  let conversion: KeyConversion
  /// How many characters, decimals or places of a second the column keeps; nil for all that its type has.
  let limit: Int?

  init(name: String, type: FlinkType, field: String, conversion: KeyConversion, limit: Int? = nil) {
    self.name = name
    self.type = type
    self.field = field
    self.conversion = conversion
    self.limit = limit
  }

  /// The key column that `column` fills.
  /// - Parameters:
  ///   - column: How it is mapped.
  ///   - target: What the database has.
  ///   - container: The member of a message that holds the fields; nil where they are the message's own.
  /// - Throws: ``ArrivalObstacle`` when different values can be equal there, or only Flink knows the value.
  init(
    _ column: ColumnMapping.Column, in target: TargetTable.Column, below container: String?
  ) throws(ArrivalObstacle) {
    guard target.keepsKeysApart else { throw .keyInexact(column: target.name) }
    guard let conversion = KeyConversion(of: column, below: container) else {
      throw .keyConverted(column: target.name)
    }
    self.init(
      name: column.name, type: column.type, field: column.metadata == nil ? column.field : "", conversion: conversion,
      limit: target.keyLimit)
  }
}

extension TargetTable.Column {
  /// Whether the column finds the value that was written, and no other.
  fileprivate var keepsKeysApart: Bool {
    if ignoresCase || byteLimit != nil { return false }
    switch kind {
    case .smallint, .integer, .bigint, .numeric, .boolean, .bytea, .date, .time, .timestamp, .timestamptz: return true
    case .wideNumeric: return roundedDecimals.map { $0 >= 0 } ?? true
    case .text: return !ignoresBlanks
    case .boundedText: return true
    case .checkedText: return typeKind == .enumeration || ["uuid", "inet", "cidr", "macaddr"].contains(databaseType)
    case .real, .doublePrecision, .json, .roaringbitmap, .array, .unwritable: return false
    }
  }

  /// What the column keeps of a value: see ``KeyColumn/limit``.
  fileprivate var keyLimit: Int? {
    switch kind {
    case .boundedText(let characters): characters
    case .wideNumeric: roundedDecimals
    case .timestamp, .timestamptz: kind.places
    default: nil
    }
  }
}
