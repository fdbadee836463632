/// Finds the way into a column for a field of which a schema beside the messages says what its numbers count.
struct LogicalConversion {
  let name: String
  /// The field as an expression.
  let column: String
  let type: LogicalType
  /// Whether its values are text, as far as they were seen.
  let isText: Bool

  /// - Returns: nil where `field` is of no logical type, or its values are not what the schema says.
  init?(_ field: MessageSchema.Field, at column: String) {
    guard let type = field.logicalType else { return nil }
    isText = field.profile?.kinds.isDisjoint(with: [.string, .object]) == false
    let isWhole = field.profile.map { $0.values == $0.numbers.integers } ?? (field.type.integerBits != nil)
    guard type == .decimal ? isText : isWhole else { return nil }
    (name, self.column, self.type) = (field.name, column, type)
  }

  /// The way into a column of the database type `kind`, which the sink declares as `target`.
  /// - Returns: nil where it goes there as it would without a schema.
  func into(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion? {
    switch (type, kind) {
    case (.decimal, _) where target.isNumeric: throw LogicalConversion.encodedDecimal
    case (.timeOfDay(let unit), .time):
      let note = type.meaning.map { "'\(name)' is declared as \($0); what is outside of one day becomes NULL" }
      return Conversion(
        .converted, from: .bigint, to: target, ConversionSQL.time(fromMidnight: column, unit), note: note,
        canBecomeNull: true
      ).losing(ConversionNote.cuttingSecond(name))
    case (_, .date), (_, .timestamp), (_, .timestamptz):
      return TimeReading(of: type, name, at: column)?.way(into: kind, target, name)
    default: return nil
    }
  }

  /// What is to be known where the values go somewhere as they are.
  var note: String? { type.meaning.map { "'\(name)' is declared as \($0), and written as that number" } }

  private static let encodedDecimal = Conversion.Impossible(
    reason: "it holds decimals as bytes in base64; \(LogicalType.decimalRemedy)")
}
