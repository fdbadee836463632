/// The name of a table in Hologres.
public struct TableName: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  /// The schema, `public` when none was given.
  public let schema: String
  /// The table.
  public let table: String

  /// A name by its parts.
  /// - Parameters:
  ///   - schema: The schema.
  ///   - table: The table.
  public init(schema: String, table: String) {
    self.schema = schema
    self.table = table
  }

  /// Parses `table` or `schema.table`; double quotes enclose a part with dots or quotes in it, as in SQL.
  /// - Throws: ``NamingProblem`` when it is neither, or not safe in a statement.
  public init(parsing text: String) throws(NamingProblem) {
    func failure(_ fault: TableFault) -> NamingProblem { .invalidTable(String(text.prefix(200)), fault) }
    var parts: [String.UnicodeScalarView] = [.init()]
    var isQuoted = false
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"" where isQuoted && rest.first == "\"": parts[parts.count - 1].append(rest.removeFirst())
      case "\"" where isQuoted:
        isQuoted = false
        if let next = rest.first, next != "." { throw failure(.textAfterQuote) }
      case "\"" where parts[parts.count - 1].isEmpty: isQuoted = true
      case "." where !isQuoted: parts.append(.init())
      default: parts[parts.count - 1].append(scalar)
      }
    }
    if isQuoted { throw failure(.unclosedQuote) }
    guard parts.count <= 2 else { throw failure(.parts(parts.count)) }
    let names = parts.map(String.init)
    for name in names { if let fault = SQLText.fault(inIdentifier: name) { throw failure(.part(fault)) } }
    schema = names.count == 2 ? names[0] : "public"
    table = names[names.count - 1]
  }

  /// Whether both are one table: by code units, as the database compares names.
  public static func == (left: TableName, right: TableName) -> Bool {
    left.schema.isSameName(as: right.schema) && left.table.isSameName(as: right.table)
  }

  /// By schema, then by table.
  public static func < (left: TableName, right: TableName) -> Bool {
    (ExactName(left.schema), ExactName(left.table)) < (ExactName(right.schema), ExactName(right.table))
  }

  /// Hashes what ``==(_:_:)`` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ExactName(schema))
    hasher.combine(ExactName(table))
  }

  /// `schema.table`, quoted where needed: what the connector takes as `tablename`.
  public var description: String { "\(TableName.quoted(schema)).\(TableName.quoted(table))" }

  private static func quoted(_ part: String) -> String {
    let isPlain =
      part.first?.isNumber == false
      && part.unicodeScalars.allSatisfy {
        ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
      }
    return isPlain ? part : "\"\(SQLText.doubled("\"", in: part))\""
  }
}
