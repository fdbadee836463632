/// What the database makes of values that a column accepts, by the column's type.
extension TargetTable.Column {
  /// How many bytes of a text are kept, without an error for longer ones; nil for all.
  package var byteLimit: Int? { databaseType == "name" && typeKind == .base ? 63 : nil }

  /// Whether texts that differ only in blanks at their ends are equal.
  package var ignoresBlanks: Bool {
    typeKind == .base && ["character", "bpchar"].contains(databaseType.prefix { $0 != "(" })
  }

  /// Whether texts that differ only in case, or in what else the collation ignores, are equal.
  package var ignoresCase: Bool {
    let name = databaseType.split(separator: ".").last ?? ""
    return hasLooseCollation || name == "citext" || name == "\"citext\""
  }

  /// How many decimals a `numeric` keeps that no DECIMAL of Flink is like, negative for digits before the point.
  ///
  /// Nil where it keeps all, and for types that a DECIMAL is like.
  package var roundedDecimals: Int? {
    guard case .wideNumeric = kind, let open = databaseType.firstIndex(of: "(") else { return nil }
    let numbers = databaseType[open...].dropFirst().prefix { $0 != ")" }.split(separator: ",").map { Int($0) }
    return numbers.count == 2 ? numbers[1] : numbers.count == 1 ? 0 : nil
  }
}
