/// Options of the Kafka connector.
struct KafkaOptionRule {
  let table: SQLStatement.Table
  let isOpen: Bool
  /// Whether rows are written to the table, so that it need not be read.
  let isWritten: Bool

  func findings() -> [SQLFinding] {
    let names = names(table.options)
    if isOpen { return names }
    let meant = Set(names.compactMap(\.replacement))
    return table.missing(OptionCatalog.kafkaRequired, meant) + names + combinations(meant) + start(meant)
  }

  // MARK: Names and values

  /// What is wrong with the names and the values of some options.
  func names(_ options: some Collection<SQLStatement.Table.Option>) -> [SQLFinding] {
    let known = Set(OptionCatalog.kafka + OptionCatalog.kafkaRequired + formatNames)
    var searches = 0
    return options.flatMap { option -> [SQLFinding] in
      let name = option.key.text
      let prefixed = prefixed(option).map { [$0] } ?? []
      if known.contains(name) { return prefixed + value(option) }
      if isOfUncheckedFormat(name) { return prefixed }
      searches += 1
      let isSearched = searches <= EditDistance.mostWords
      if name.hasPrefix("properties.") { return isSearched ? client(option.key) : [] }
      let near =
        isSearched
        ? EditDistance.nearest(to: name, in: known) ?? EditDistance.nearest(to: name, in: KafkaOptionRule.clientNames)
        : nil
      return prefixed + [
        SQLFinding(
          .error, at: option.key, "The Kafka connector has no option '\(name)'",
          replacement: near.map(SQLText.literal))
      ]
    }
  }

  /// The formats, by what stands in front of the names of their options.
  private var formats: [(prefix: String, name: String?)] {
    ["", "value.", "key."].map { ($0, table.value("\($0)format")) }
  }

  private var formatNames: [String] {
    formats.flatMap { prefix, format in OptionCatalog.json.map { "\(prefix)\(format ?? "json").\($0)" } }
  }

  private static let clientNames = OptionCatalog.kafkaClient.map { "properties.\($0)" }

  /// Kafka's client passes over what it does not know, and so does a plugin's option that is nothing like its own.
  private func client(_ key: SQLToken) -> [SQLFinding] {
    guard !KafkaOptionRule.clientNames.contains(key.text),
      let near = EditDistance.nearest(to: key.text, in: KafkaOptionRule.clientNames, atMost: 2)
    else { return [] }
    if OptionCatalog.kafkaRequired.contains(near) {
      return [
        SQLFinding(
          .error, at: key, "The Kafka connector has no option '\(key.text)'", replacement: SQLText.literal(near))
      ]
    }
    return [
      SQLFinding(
        .warning, at: key, "Kafka's client has no option '\(key.text)' and passes over it",
        replacement: SQLText.literal(near))
    ]
  }

  /// Formats that are not made of JSON have options of their own, which are not checked.
  private func isOfUncheckedFormat(_ name: String) -> Bool {
    let given = formats.compactMap(\.name)
    // Then the table after LIKE has the format.
    let names = table.isLike && given.isEmpty ? OptionCatalog.formats : given
    return names.contains { format in
      format != "json" && ["", "value.", "key."].contains { name.hasPrefix("\($0)\(format).") }
    }
  }

  private func prefixed(_ option: SQLStatement.Table.Option) -> SQLFinding? {
    let name = option.key.text
    guard name.hasPrefix("json."), table.value("format") == nil, table.value("value.format") != nil else { return nil }
    return SQLFinding(
      .error, at: option.key, "With 'value.format' the options of the format begin with value.",
      replacement: "'value.\(name)'")
  }

  private func value(_ option: SQLStatement.Table.Option) -> [SQLFinding] {
    let name = option.key.text
    if ["format", "value.format", "key.format"].contains(name) { return format(option.value).map { [$0] } ?? [] }
    let plain = OptionCatalog.json.first { name.hasSuffix(".\($0)") } ?? name
    return OptionValue(of: plain)?.finding(option).map { [$0] } ?? []
  }

  /// There are more formats than are known here, but hardly one that is called nearly like one of these.
  private func format(_ value: SQLToken?) -> SQLFinding? {
    guard let value, !OptionCatalog.formats.contains(value.text),
      let near = EditDistance.nearest(to: value.text, in: OptionCatalog.formats)
    else { return nil }
    return SQLFinding(
      .warning, at: value, "No format of this name is known here", replacement: SQLText.literal(near))
  }

  // MARK: What goes together

  private func combinations(_ meant: Set<String>) -> [SQLFinding] {
    func error(_ message: String, _ replacement: String) -> SQLFinding {
      SQLFinding(.error, at: table.start, message, replacement: replacement)
    }
    var findings: [SQLFinding] = []
    if (table.value("topic") == nil) == (table.value("topic-pattern") == nil), !meant.contains("'topic'") {
      findings.append(error("The table needs 'topic' or 'topic-pattern', one of the two", "'topic' = '...'"))
    }
    for prefix in ["", "value.", "key."] {
      let names = ["\(prefix)json.ignore-parse-errors", "\(prefix)json.fail-on-missing-field"]
      guard names.allSatisfy({ table.value($0)?.lowercased() == "true" }) else { continue }
      findings.append(error("\(names[0]) and \(names[1]) exclude each other", "'\(names[1])' = 'false'"))
    }
    if table.value("key.format") != nil, table.value("key.fields") == nil {
      findings.append(error("'key.format' needs 'key.fields'", "'key.fields' = '...'"))
    }
    return findings
  }

  /// Where reading begins.
  private func start(_ meant: Set<String>) -> [SQLFinding] {
    let mode = table.value("scan.startup.mode")
    let missing: (severity: SQLFinding.Severity, message: String, replacement: String)? =
      switch mode {
      case "timestamp" where table.value("scan.startup.timestamp-millis") == nil:
        (.error, "The startup mode timestamp needs its time", "'scan.startup.timestamp-millis' = '...'")
      case "specific-offsets" where table.value("scan.startup.specific-offsets") == nil:
        (
          .error, "The startup mode specific-offsets needs them",
          "'scan.startup.specific-offsets' = 'partition:0,offset:0'"
        )
      case "group-offsets" where hasNoReset:
        (
          .warning, "A group that has committed nothing has nowhere to begin",
          "'properties.auto.offset.reset' = 'earliest'"
        )
      case nil where hasNoReset && !isWritten && !meant.contains("'scan.startup.mode'"):
        (
          .warning, "Without a startup mode a group begins where it has committed, and a new one nowhere",
          "'scan.startup.mode' = 'earliest-offset'"
        )
      default: nil
      }
    return missing.map { [SQLFinding($0.severity, at: table.start, $0.message, replacement: $0.replacement)] } ?? []
  }

  private var hasNoReset: Bool { table.value("properties.auto.offset.reset") == nil }
}
