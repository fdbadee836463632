import PipelineTypes

extension Conversion {
  /// The conversion of `field` to `column`, with all that users should know about it.
  /// - Parameter isKey: Whether the column belongs to the primary key.
  /// - Throws: ``ConversionFault``.
  init(
    of field: MessageSchema.Field, to column: TargetTable.Column, isKey: Bool, _ context: Context
  ) throws(ConversionFault) {
    self = try Conversion(of: field, to: column, context).noting(placeholdersOf: field, context.engine)
      .noting(nullCharactersOf: field, in: column, isKey: isKey)
    facts += column.typeFacts + [field.overruled(by: self)].compactMap { $0 }
    if isKey, let collision = column.keyCollision(facts) { facts.append(collision) }
  }
}

extension MessageSchema.Field {
  /// That the type given for Kafka metadata yields to the column's; nil where it does not.
  fileprivate func overruled(by conversion: Conversion) -> FieldFact? {
    guard let metadata, type != metadata.type, type != conversion.sinkType else { return nil }
    return .typeOverruled(given: type.sql, written: conversion.sinkType.sql, metadata: metadata)
  }
}
