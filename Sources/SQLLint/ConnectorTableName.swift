import PipelineTypes

/// The value of `tablename` as the Hologres connector reads it (its public source, `TableName`).
///
/// Outside of double quotes A-Z become lower case, and a part must match `[^"\s\d\-;][^"\s\-;]*`; in quotes `""` is one
/// quote. More than two parts are rejected.
enum ConnectorTableName {
  /// A name that the connector rejects.
  struct Refusal: Error {
    let fault: SQLProblem.TableNameFault
    /// The name with the quotes that are missing; nil when quotes do not help.
    var quoted: String?
  }

  static func parse(_ text: String) throws(Refusal) -> TableName {
    var parts: [Part] = []
    var rest = text.unicodeScalars[...]
    repeat {
      parts.append(rest.first == "\"" ? try quoted(&rest) : unquoted(&rest))
    } while rest.popFirst() == "."
    guard parts.count <= 2 else { throw Refusal(fault: .tooManyParts) }
    guard parts.allSatisfy(\.isLegal) else {
      let hasEmpty = parts.contains { $0.source.isEmpty }
      throw Refusal(fault: .unquoted, quoted: hasEmpty ? nil : parts.map(\.quoted).joined(separator: "."))
    }
    return TableName(schema: parts.count == 2 ? parts[0].name : "public", table: parts[parts.count - 1].name)
  }

  private static func quoted(_ rest: inout Substring.UnicodeScalarView) throws(Refusal) -> Part {
    rest.removeFirst()
    var name = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar != "\"" {
        name.append(scalar)
      } else if rest.first == "\"" {
        name.append(rest.removeFirst())
      } else {
        guard rest.isEmpty || rest.first == "." else { throw Refusal(fault: .unquoted) }
        return Part(quoting: String(name))
      }
    }
    throw Refusal(fault: .unclosedQuote)
  }

  private static func unquoted(_ rest: inout Substring.UnicodeScalarView) -> Part {
    let part = rest.prefix { $0 != "." }
    rest = rest[part.endIndex...]
    return Part(part)
  }

  /// One part of a name.
  private struct Part {
    let name: String
    /// As it is written.
    let source: String
    /// Whether the connector accepts it.
    let isLegal: Bool

    /// A part in quotes, which may hold anything.
    init(quoting name: String) {
      self.name = name
      source = Part.inQuotes(name)
      isLegal = true
    }

    /// A part without quotes.
    init(_ scalars: Substring.UnicodeScalarView) {
      source = String(scalars)
      name = String(String.UnicodeScalarView(scalars.map { ("A"..."Z").contains($0) ? $0.lowercased : $0 }))
      isLegal =
        scalars.first.map { !("0"..."9").contains($0) } == true
        && scalars.allSatisfy { $0 != "\"" && $0 != "-" && $0 != ";" && !$0.isBlank }
    }

    /// As the connector accepts it.
    var quoted: String { isLegal ? source : Part.inQuotes(source) }

    private static func inQuotes(_ name: String) -> String { "\"\(SQLText.doubled("\"", in: name))\"" }
  }
}

extension Unicode.Scalar {
  fileprivate var lowercased: Unicode.Scalar { Unicode.Scalar(UInt8(truncatingIfNeeded: value) | 0x20) }

  /// Whether it is `\s` of Java's regular expressions.
  fileprivate var isBlank: Bool { self == " " || (0x09...0x0D).contains(value) }
}

/// Names of tables that the connector rejects when the job starts.
enum TableNameRule {
  static func findings(_ table: SQLStatement.Table) -> [SQLFinding] {
    guard table.connector == "hologres", let value = table.option(.tableName)?.value, !value.text.contains("${") else {
      return []
    }
    do throws(ConnectorTableName.Refusal) {
      _ = try ConnectorTableName.parse(value.text)
      return []
    } catch {
      return [
        SQLFinding(.tableNameRefused(error.fault), at: value, replacement: error.quoted.map(SQLText.literal))
      ]
    }
  }
}
