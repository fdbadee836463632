/// Options of the Kafka and the Hologres connector; other connectors are not known here.
struct OptionRule {
  /// nil when not known: the names of all engines are good.
  let family: EngineVersion.Family?
  /// Options that the script gives where it uses a table.
  let hints: [SQLHint]
  /// The tables that rows are written to, by the paths of their names.
  let written: Set<[ExactName]>

  func findings(_ table: SQLStatement.Table) -> [SQLFinding] {
    let unquoted = table.options.filter { $0.key.kind == .word || $0.key.kind == .identifier }.map {
      SQLFinding(.error, at: $0.key, "The name of an option is text", replacement: SQLText.literal($0.key.text))
    }
    let hinted = hints.filter { $0.table == table.name.path }.flatMap(\.options)
    switch table.connector {
    case "kafka":
      let rule = KafkaOptionRule(table: table, isOpen: isOpen(table), isWritten: written.contains(table.name.path))
      return unquoted + rule.findings() + rule.names(hinted)
    case "hologres":
      let rule = HologresOptionRule(table: table, isOpen: isOpen(table), family: family)
      return unquoted + rule.findings() + rule.names(hinted)
    case .some: return unquoted + connector(table)
    case nil: return unquoted + (table.isComplete ? misspeltConnector(table) : [])
    }
  }

  /// Whether options stand elsewhere too, so that none is known to be missing.
  private func isOpen(_ table: SQLStatement.Table) -> Bool { table.isLike || !hints.isEmpty }

  /// There are many more connectors than are known here, but hardly one that is called nearly like one of these.
  private func connector(_ table: SQLStatement.Table) -> [SQLFinding] {
    guard let token = table.options.last(where: { $0.key.text == "connector" })?.value,
      !OptionCatalog.connectors.contains(token.text),
      let near = EditDistance.nearest(to: token.text, in: OptionCatalog.connectors)
    else { return [] }
    return [
      SQLFinding(.warning, at: token, "No connector of this name is known here", replacement: SQLText.literal(near))
    ]
  }

  /// A catalog's own tables have no connector, and no option that names one.
  private func misspeltConnector(_ table: SQLStatement.Table) -> [SQLFinding] {
    table.options.filter { option in
      EditDistance.nearest(to: option.key.text, in: ["connector"]) != nil
        && option.value.map { OptionCatalog.connectors.contains($0.text) } == true
    }.map { SQLFinding(.error, at: $0.key, "The table has no option 'connector'", replacement: "'connector'") }
  }
}

extension SQLStatement.Table {
  /// Options that the connector does not do without, and that do not stand there.
  /// - Parameter meant: Names, in quotes, that stand there with an error in them.
  func missing(_ names: [String], _ meant: Set<String>) -> [SQLFinding] {
    let given = Set(options.map { $0.key.text.lowercased() })
    return names.filter { !given.contains($0) && !meant.contains(SQLText.literal($0)) }.map {
      SQLFinding(.error, at: start, "The table lacks the option '\($0)'", replacement: "'\($0)' = '...'")
    }
  }
}
