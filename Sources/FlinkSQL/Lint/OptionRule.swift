/// Options of the Kafka and the Hologres connector; other connectors are not known here.
struct OptionRule {
  /// nil when not known: the names of all engines are good.
  let family: EngineVersion.Family?
  /// Whether the script adds options elsewhere, so that none is known to be missing.
  let hasHints: Bool

  func findings(_ table: SQLStatement.Table) -> [SQLFinding] {
    let unquoted = table.options.filter { $0.key.kind == .word || $0.key.kind == .identifier }.map {
      SQLFinding(.error, at: $0.key, "The name of an option is text", replacement: "'\($0.key.text)'")
    }
    switch table.connector {
    case "kafka": return unquoted + kafka(table)
    case "hologres": return unquoted + hologres(table)
    default: return unquoted + connector(table)
    }
  }

  /// There are many more connectors than are known here, but hardly one that is called nearly like one of these.
  private func connector(_ table: SQLStatement.Table) -> [SQLFinding] {
    guard let token = table.options.first(where: { $0.key.text == "connector" })?.value,
      !OptionCatalog.connectors.contains(token.text),
      let near = EditDistance.nearest(to: token.text, in: OptionCatalog.connectors)
    else { return [] }
    return [
      SQLFinding(.warning, at: token, "No connector of this name is known here", replacement: "'\(near)'")
    ]
  }

  private func missing(_ names: [String], _ table: SQLStatement.Table) -> [SQLFinding] {
    if hasHints || table.isLike { return [] }
    let given = Set(table.options.map { $0.key.text.lowercased() })
    return names.filter { !given.contains($0) }.map {
      SQLFinding(.error, at: table.start, "The table lacks the option '\($0)'", replacement: "'\($0)' = '...'")
    }
  }

  private func kafka(_ table: SQLStatement.Table) -> [SQLFinding] {
    let format = table.value("format")
    let formats = [("", format), ("value.", table.value("value.format")), ("key.", table.value("key.format"))]
    let names =
      OptionCatalog.kafka
      + formats.flatMap { prefix, format in OptionCatalog.json.map { "\(prefix)\(format ?? "json").\($0)" } }
    // Then the table after LIKE has the format.
    let isInherited = table.isLike && formats.allSatisfy { $0.1 == nil }
    var findings = missing(OptionCatalog.kafkaRequired, table)
    for option in table.options {
      let name = option.key.text
      if name.hasPrefix("properties.") || names.contains(name) {
        findings += choice(name, option.value?.text, option)
      } else if !belongsToOtherFormat(name, isInherited ? OptionCatalog.formats : formats.compactMap(\.1)) {
        let near = EditDistance.nearest(to: name, in: names + OptionCatalog.kafkaRequired)
        findings.append(unknown(option.key, "Kafka", near))
      }
      if name.hasPrefix("json."), format == nil, table.value("value.format") != nil {
        findings.append(
          SQLFinding(
            .error, at: option.key, "With 'value.format' the options of the format begin with value.",
            replacement: "'value.\(name)'"))
      }
    }
    return findings + kafkaCombinations(table)
  }

  /// Formats that are not made of JSON have options of their own, which are not checked.
  private func belongsToOtherFormat(_ name: String, _ formats: [String]) -> Bool {
    formats.contains { format in
      let isChecked = format == "json"
      return !isChecked && ["", "value.", "key."].contains { name.hasPrefix("\($0)\(format).") }
    }
  }

  private func kafkaCombinations(_ table: SQLStatement.Table) -> [SQLFinding] {
    var findings: [SQLFinding] = []
    func error(_ message: String, _ replacement: String?) {
      if hasHints || table.isLike { return }
      findings.append(SQLFinding(.error, at: table.start, message, replacement: replacement))
    }
    if (table.value("topic") == nil) == (table.value("topic-pattern") == nil) {
      error("The table needs 'topic' or 'topic-pattern', one of the two", "'topic' = '...'")
    }
    for prefix in ["", "value.", "key."] {
      let names = ["\(prefix)json.ignore-parse-errors", "\(prefix)json.fail-on-missing-field"]
      guard names.allSatisfy({ table.value($0) == "true" }) else { continue }
      error("\(names[0]) and \(names[1]) exclude each other", "'\(names[1])' = 'false'")
    }
    switch table.value("scan.startup.mode") {
    case "timestamp" where table.value("scan.startup.timestamp-millis") == nil:
      error("The startup mode timestamp needs its time", "'scan.startup.timestamp-millis' = '...'")
    case "specific-offsets" where table.value("scan.startup.specific-offsets") == nil:
      error("The startup mode specific-offsets needs them", "'scan.startup.specific-offsets' = 'partition:0,offset:0'")
    case "group-offsets" where table.value("properties.auto.offset.reset") == nil:
      findings.append(
        SQLFinding(
          .warning, at: table.start, "A group that has committed nothing has nowhere to begin",
          replacement: "'properties.auto.offset.reset' = 'earliest'"))
    default: break
    }
    if table.value("key.format") != nil, table.value("key.fields") == nil {
      error("'key.format' needs 'key.fields'", "'key.fields' = '...'")
    }
    return findings
  }

  private func hologres(_ table: SQLStatement.Table) -> [SQLFinding] {
    var findings = missing(OptionCatalog.hologresRequired, table)
    let (old, new) = (OptionCatalog.hologres8, OptionCatalog.hologres11)
    let known = OptionCatalog.hologresShared + (family != .vvr11 ? old : []) + (family != .vvr8 ? new : [])
    for option in table.options {
      // The connector folds names.
      let name = option.key.text.lowercased()
      if known.contains(where: { $0.lowercased() == name }) {
        findings += choice(name, option.value?.text.lowercased(), option)
      } else if family == .vvr11, let newer = OptionCatalog.renamed[name] {
        findings.append(
          SQLFinding(
            .warning, at: option.key, "VVR 11 calls '\(option.key.text)' otherwise", replacement: "'\(newer)'"))
      } else if family == .vvr11, let newer = OptionCatalog.removed[name] {
        findings.append(
          SQLFinding(
            .error, at: option.key, "VVR 11 has no option '\(option.key.text)'; leave it out",
            replacement: newer.map { "'\($0)'" }))
      } else if family == .vvr8, let older = OptionCatalog.renamed.first(where: { $0.value == name })?.key {
        findings.append(
          SQLFinding(
            .error, at: option.key, "VVR 8 calls '\(option.key.text)' otherwise", replacement: "'\(older)'"))
      } else {
        findings.append(unknown(option.key, "Hologres", EditDistance.nearest(to: name, in: known)))
      }
    }
    return findings
  }

  private func unknown(_ key: SQLToken, _ connector: String, _ nearest: String?) -> SQLFinding {
    SQLFinding(
      .error, at: key, "The \(connector) connector has no option '\(key.text)'", replacement: nearest.map { "'\($0)'" })
  }

  private func choice(_ name: String, _ value: String?, _ option: SQLStatement.Table.Option) -> [SQLFinding] {
    guard let choices = OptionCatalog.choices[name], let token = option.value, let value, !value.contains("${"),
      !choices.contains(value)
    else { return [] }
    let near = EditDistance.nearest(to: value, in: choices) ?? choices.first { $0.hasPrefix(value) }
    return [
      SQLFinding(
        .error, at: token, "'\(name)' is one of \(choices.joined(separator: ", "))", replacement: near.map { "'\($0)'" }
      )
    ]
  }
}
