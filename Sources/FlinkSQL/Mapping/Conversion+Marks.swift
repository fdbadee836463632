public import PipelineTypes

/// What values that no type shows become on the way to a column.
extension Conversion {
  /// The same with what becomes of the placeholders in `field`.
  func noting(placeholdersOf field: MessageSchema.Field, _ engine: EngineVersion) -> Conversion {
    let messages = field.marks.placeholders
    if messages == 0 { return self }
    let option: ConnectorOption = engine.family == .vvr8 ? .ignoreNull : .ignoreNullWhenUpdate
    return losing(.placeholderWritten(messages: messages, option: option.rawValue))
  }

  /// The same with what becomes of U+0000 in `field`.
  /// - Parameter isKey: Whether `column` belongs to the primary key.
  func noting(
    nullCharactersOf field: MessageSchema.Field, in column: TargetTable.Column, isKey: Bool
  ) -> Conversion {
    guard let storage = storage(in: column, isKey: isKey) else { return self }
    switch storage {
    case .text(let isKey):
      let messages = field.marks.nullTexts
      return messages > 0 ? losing(.nullCharacterRemoved(messages: messages, inKey: isKey)) : self
    case .jsonb(let isQuoted):
      let messages = isQuoted ? field.marks.nullTexts : field.marks.nullsInside
      return messages > 0 ? losing(.nullCharacterRejected(messages: messages, columnType: "jsonb")) : self
    case .textArray:
      let messages = field.marks.nullsInside
      if messages == 0 { return self }
      return losing(.nullCharacterRejected(messages: messages, columnType: column.databaseType))
    }
  }

  private func storage(in column: TargetTable.Column, isKey: Bool) -> TextStorage? {
    TextStorage(column, isKey: isKey, isQuoted: expression.hasPrefix(ConversionSQL.jsonStringCall))
  }
}

extension FieldMarks {
  /// Why a field with such values has no conversion; nil where they are not the reason.
  var fault: ConversionFault? { placeholders > 0 ? .placeholders(messages: placeholders) : nil }
}

extension ColumnMapping {
  /// The fields whose text the columns of `target` take, and how they store it.
  /// - Parameter target: The table.
  /// - Returns: Fields by their names in the messages.
  public func storage(in target: TargetTable) -> [(field: String, storage: TextStorage)] {
    let written = Dictionary(target.columns.map { (ExactName($0.name), $0) }) { _, last in last }
    return columns.compactMap { column in
      guard column.metadata == nil, column.sourceType == column.type, let stored = written[ExactName(column.name)]
      else { return nil }
      let isKey = target.primaryKey.containsName(column.name)
      let isQuoted = column.expression.hasPrefix(ConversionSQL.jsonStringCall)
      return TextStorage(stored, isKey: isKey, isQuoted: isQuoted).map { (column.field, $0) }
    }
  }
}
