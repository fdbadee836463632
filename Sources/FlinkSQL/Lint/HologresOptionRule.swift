/// Options of the Hologres connector.
struct HologresOptionRule {
  let table: SQLStatement.Table
  let isOpen: Bool
  let family: EngineVersion.Family?

  func findings() -> [SQLFinding] {
    let names = names(table.options)
    return isOpen ? names : names + table.missing(HologresOptions.required, Set(names.compactMap(\.replacement)))
  }

  /// What is wrong with the names and the values of some options.
  func names(_ options: some Collection<SQLStatement.Table.Option>) -> [SQLFinding] {
    var searches = 0
    return options.flatMap { option -> [SQLFinding] in
      let value = OptionValue(of: option.key.text.lowercased())?.finding(option).map { [$0] } ?? []
      switch HologresOptions.standing(of: option.key.text, in: family) {
      case .known: return value
      case .older(let newer):
        let message = "VVR 11 calls '\(option.key.text)' otherwise"
        return value + [SQLFinding(.warning, at: option.key, message, replacement: SQLText.literal(newer))]
      case .refused(var instead):
        if instead == nil, searches < EditDistance.mostWords {
          searches += 1
          instead = HologresOptions.correction(of: option.key.text, in: family)
        }
        return [refused(option.key, instead)]
      }
    }
  }

  private func refused(_ key: SQLToken, _ instead: String?) -> SQLFinding {
    let engine =
      switch family {
      case .vvr8: "of VVR 8 "
      case .vvr11: "of VVR 11 "
      case nil: ""
      }
    return SQLFinding(
      .error, at: key,
      "The Hologres connector \(engine)has no option '\(key.text)'\(instead == nil ? "; leave it out" : "")",
      replacement: instead.map(SQLText.literal))
  }
}
