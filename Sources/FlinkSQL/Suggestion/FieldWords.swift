import PipelineTypes

/// The words of a field's name, such as `order` and `id` of `orderId`, and what they say.
struct FieldWords: Equatable {
  /// The words in lower case.
  let words: [String]
  private let name: String

  /// The words of `name`: they end at underscores, dashes, dots and blanks, and where upper case begins or ends.
  init(_ name: String) {
    self.name = name
    var words: [String] = []
    var word = ""
    let scalars = Array(name.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isUpper = FieldWords.isUpper(scalar)
      let followsLower = index > 0 && !FieldWords.isUpper(scalars[index - 1])
      let beforeLower = index + 1 < scalars.count && FieldWords.isLower(scalars[index + 1])
      if FieldWords.separators.contains(scalar) || isUpper && (followsLower || beforeLower) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if !FieldWords.separators.contains(scalar) { word.unicodeScalars.append(scalar) }
    }
    if !word.isEmpty { words.append(word) }
    self.words = words.map { $0.lowercased() }
  }

  private static let separators: Set<Unicode.Scalar> = ["_", "-", ".", " "]

  private static func isUpper(_ scalar: Unicode.Scalar) -> Bool { ("A"..."Z").contains(scalar) }
  private static func isLower(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) }

  // MARK: Times

  private static let units: Set = ["s", "sec", "seconds", "ms", "millis", "us", "micros", "ns", "nanos", "utc"]
  private static let timeWords: Set = ["at", "time", "timestamp", "ts", "date", "datetime", "day", "dt", "ds"]
  private static let timeEndings = ["time", "timestamp", "date", "时间", "时刻", "日期"]

  /// Whether the name is that of a time, such as `created_at`, `ts_ms` or `updateTime`.
  var namesTime: Bool {
    var rest = words[...]
    while rest.count > 1, let last = rest.last, FieldWords.units.contains(last) { rest = rest.dropLast() }
    guard let last = rest.last else { return false }
    return FieldWords.timeWords.contains(last) || FieldWords.timeEndings.contains { last.hasSuffix($0) }
  }

  // MARK: Identifiers

  /// How clearly a name is that of what identifies a row.
  enum Identity: Int, Comparable {
    /// `id`, or the ID of what the table is called after.
    case own
    /// An ID of something.
    case some
    /// A word that numbers and codes have.
    case likely

    /// The clearer one first.
    static func < (left: Identity, right: Identity) -> Bool { left.rawValue < right.rawValue }
  }

  private static let ids: Set = ["id", "uuid", "guid", "oid", "pk"]
  private static let codes: Set = ["key", "no", "num", "number", "code", "sn", "sku", "seq", "sequence", "serial"]
  private static let idEndings = ["编号", "单号", "号", "标识"]
  /// The fewest characters of a word that can end in `id` because it names an ID: `paid` and `valid` do not.
  private static let shortestID = 6

  /// How clearly the name is that of what identifies a row of `table`; nil where it says nothing.
  func identity(in table: TableName) -> Identity? {
    guard let last = words.last else { return nil }
    let isID =
      FieldWords.ids.contains(last) || last.hasSuffix("id") && last.count >= FieldWords.shortestID
      || FieldWords.idEndings.contains { last.hasSuffix($0) }
    if isID {
      let subject = words.dropLast()
      if subject.isEmpty, FieldWords.ids.contains(last) { return .own }
      // An order of `orders`, `dwd_orders` or `order_items`.
      let owners = FieldWords(table.table).words
      let isOwn = !subject.isEmpty && owners.contains { $0.hasPrefix(subject.last ?? "") }
      return isOwn ? .own : .some
    }
    return FieldWords.codes.contains(last) ? .likely : nil
  }
}
