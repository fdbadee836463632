import JSONCoding

/// Results as text for people.
enum ResultTable {
  /// One line a member, long texts below; members that say nothing are left out.
  static func text(_ document: JSONObject) -> String {
    var lines: [(String, String)] = []
    var blocks: [String] = []
    for member in document.members {
      switch (member.key, member.value) {
      case ("success", _), (_, .null), (_, .array([])): break
      case ("findings", .array(let findings)): lines += findings.compactMap(warning)
      case ("flink_sql", .string(let sql)): blocks.append(sql)
      case ("additional_dependencies", .array(let files)): lines += files.compactMap(\.string).map { ("fetches", $0) }
      case ("columns", .array(let columns)): blocks.append(columnTable(columns))
      case ("dry_parse", let report): lines += dryParse(report)
      case ("warnings", .array(let warnings)): lines += warnings.compactMap(\.string).map { ("warning", $0) }
      case ("error", .object(let error)):
        for key in ["code", "message", "remedy", "request_id", "rolled_back"] {
          guard let value = error[key], !value.isNull else { continue }
          lines.append((key == "message" ? "error" : key, value.string ?? value.text))
        }
      default: lines.append((member.key, member.value.string ?? member.value.text))
      }
    }
    let width = lines.map(\.0.count).max() ?? 0
    let table = lines.map { "\($0.0)\(String(repeating: " ", count: width - $0.0.count + 2))\($0.1)" }
    return (table + blocks.map { "\n\($0)" }).joined(separator: "\n")
  }

  /// A finding in SQL that was given; what refuses it stands in the error already.
  private static func warning(_ finding: JSON) -> (String, String)? {
    guard finding["severity"]?.string == "warning", let line = finding["line"], let column = finding["column"] else {
      return nil
    }
    let replacement = finding["replacement"]?.string.map { "; write \($0)" } ?? ""
    return ("warning", "\(line.text):\(column.text) \(finding["message"]?.string ?? "")\(replacement)")
  }

  private static func dryParse(_ report: JSON) -> [(String, String)] {
    func text(_ value: JSON?) -> String { value.map { $0.string ?? $0.text } ?? "" }
    let failures = (report["failures"]?.array ?? []).map { failure in
      let place =
        failure["partition"].map { "partition \($0.text) offset \(text(failure["offset"]))" }
        ?? "message \(text(failure["message"]))"
      return ("would fail", "\(text(failure["count"])) messages, first \(place): \(text(failure["reason"]))")
    }
    let bent = (report["bent"]?.array ?? []).map { bend in
      ("would change", "\(text(bend["field"])): \(text(bend["value"])) becomes \(text(bend["becomes"]))")
    }
    let summary = "\(text(report["failed"])) of \(text(report["messages"])) sampled messages would fail"
    let besides = report["bent_besides"].map { [("would change", "\($0.text) fields besides")] } ?? []
    return [("dry parse", summary)] + failures + bent + besides
  }

  private static func columnTable(_ columns: [JSON]) -> String {
    // Only what stands in the way has a reason, and only columns of several tables name theirs.
    func has(_ key: String) -> [String] { columns.contains { $0[key] != nil } ? [key] : [] }
    let keys = has("table") + ["column", "type", "field", "source_type", "verdict"] + has("reason")
    return rows(keys.map { $0.uppercased() }, columns.map { column in keys.map { column[$0]?.string ?? "" } })
  }

  /// Columns of equal width under a header.
  static func rows(_ header: [String], _ rows: [[String]]) -> String {
    let all = [header] + rows
    let widths = header.indices.map { index in all.map { width(of: $0[index]) }.max() ?? 0 }
    return all.map { row in
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - width(of: $0)) }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  /// How many places a terminal gives to the text: two to a character of Chinese, Japanese and Korean (UAX #11).
  private static func width(of text: String) -> Int {
    text.reduce(0) { width, character in
      switch character.unicodeScalars.first?.value ?? 0 {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        width + 2
      default: width + 1
      }
    }
  }
}
