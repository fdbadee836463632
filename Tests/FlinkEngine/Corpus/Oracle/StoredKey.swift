import JSONCoding
import PipelineTypes

/// What a column of a key compares of the values that are written to it: equal texts are one key.
struct StoredKey {
  /// The column.
  let column: TargetTable.Column

  /// The value in the database, as text; nil if the database rejects it.
  func value(_ written: JSON) -> String? {
    switch column.kind {
    case .text, .boundedText, .checkedText: return written.string.flatMap(text)
    case .numeric, .wideNumeric: return written.string.flatMap { Numeral($0) }.map(number)
    case .timestamp(let places), .timestamptz(let places): return time(written, places)
    default: return written.text
    }
  }

  private var typeName: Substring { column.databaseType.prefix { $0 != "(" } }

  /// The numbers in parentheses behind the name of the type.
  private var modifiers: [Int] {
    column.databaseType.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }.split(separator: ",").compactMap { Int($0) }
  }

  private func text(_ text: String) -> String? {
    // The connector removes U+0000.
    let kept = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" }))
    let trimmed = String(kept.reversed().drop { $0 == " " }.reversed())
    switch typeName {
    case "name": return String(decoding: kept.utf8.prefix(63), as: UTF8.self)
    case "bpchar": return trimmed
    case "character": return trimmed.unicodeScalars.count <= modifiers.first ?? 1 ? trimmed : nil
    case "citext": return kept.lowercased()
    case "character varying":
      let limit = modifiers.first ?? .max
      if kept.unicodeScalars.count <= limit { return kept }
      // Of too long a text only blanks are cut.
      let cut = String(String.UnicodeScalarView(kept.unicodeScalars.prefix(limit)))
      return trimmed.unicodeScalars.count <= limit ? cut : nil
    default: return column.hasLooseCollation ? kept.lowercased() : kept
    }
  }

  private func number(_ numeral: Numeral) -> String {
    let places = modifiers.count == 2 ? modifiers[1] : nil
    let rounded = places.map { numeral.rounded(places: $0) } ?? numeral
    return "\(rounded.isNegative)\(rounded.digits)\(rounded.exponent)"
  }

  private func time(_ written: JSON, _ places: Int) -> String? {
    guard let parts = written.array, parts.count == 2, let milliseconds = parts[0].int, let rest = parts[1].int else {
      return nil
    }
    let unit = (places..<9).reduce(1) { unit, _ in unit * 10 }
    return String((milliseconds * 1_000_000 + rest).floored(unit))
  }

  /// Whether two values of messages are the same key before they are written.
  ///
  /// Numbers and times are the same by their value. As text they are the same only if they are written the same.
  func isSame(_ left: JSON, _ right: JSON) -> Bool {
    switch column.kind {
    case .text, .boundedText, .checkedText: return left.serialized == right.serialized
    default: break
    }
    if left.serialized == right.serialized { return true }
    if let left = NumberText(left), let right = NumberText(right) {
      return left.numeral == right.numeral && left.form != [.leadingZeros] && right.form != [.leadingZeros]
    }
    guard let text = left.string, let other = right.string else { return false }
    if let moment = Moment(text) { return moment == Moment(other) }
    return Moment.timeOfDay(text).map { $0 == Moment.timeOfDay(other) } ?? false
  }
}
