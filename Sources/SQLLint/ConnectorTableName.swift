import PipelineTypes

/// The value of `tablename` as the Hologres connector reads it (its public source, `TableName`).
///
/// Outside of double quotes A-Z become lower case, and a part must match `[^"\s\d\-;][^"\s\-;]*`; in quotes `""` is one
/// quote. More than two parts are rejected.
enum ConnectorTableName {
  /// A name that the connector rejects.
  struct Refusal: Error {
    let fault: SQLProblem.TableNameFault
  }

  static func parse(_ text: String) throws(Refusal) -> TableName {
    var parts: [String] = []
    var rest = text.unicodeScalars[...]
    repeat {
      parts.append(rest.first == "\"" ? try quoted(&rest) : try unquoted(&rest))
    } while rest.popFirst() == "."
    guard parts.count <= 2 else { throw Refusal(fault: .tooManyParts) }
    return TableName(schema: parts.count == 2 ? parts[0] : "public", table: parts[parts.count - 1])
  }

  private static func quoted(_ rest: inout Substring.UnicodeScalarView) throws(Refusal) -> String {
    rest.removeFirst()
    var part = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar != "\"" {
        part.append(scalar)
      } else if rest.first == "\"" {
        part.append(rest.removeFirst())
      } else {
        guard rest.isEmpty || rest.first == "." else { throw Refusal(fault: .unquoted) }
        return String(part)
      }
    }
    throw Refusal(fault: .unclosedQuote)
  }

  private static func unquoted(_ rest: inout Substring.UnicodeScalarView) throws(Refusal) -> String {
    let part = rest.prefix { $0 != "." }
    rest = rest[part.endIndex...]
    let isLegal =
      part.first.map { !("0"..."9").contains($0) } == true
      && part.allSatisfy { $0 != "\"" && $0 != "-" && $0 != ";" && !$0.properties.isWhitespace }
    guard isLegal else { throw Refusal(fault: .unquoted) }
    return String(String.UnicodeScalarView(part.map { ("A"..."Z").contains($0) ? $0.lowercased : $0 }))
  }
}

extension Unicode.Scalar {
  fileprivate var lowercased: Unicode.Scalar { Unicode.Scalar(UInt8(truncatingIfNeeded: value) | 0x20) }
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
      let parts = value.text.split(separator: ".").map { part in
        part.hasPrefix("\"") ? String(part) : "\"\(part.replacing("\"", with: "\"\""))\""
      }
      let quoted = error.fault == .unquoted ? SQLText.literal(parts.joined(separator: ".")) : nil
      return [SQLFinding(.tableNameRefused(error.fault), at: value, replacement: quoted)]
    }
  }
}
