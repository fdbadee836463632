extension MalformedAlertRules {
  private static let most = 20

  func chinese(_ face: Face) -> String {
    let lines = mistakes.prefix(Self.most).map { "\(path)\($0.place?.chinese ?? "")：\($0.problem.chinese)" }
    let rest = mistakes.count - Self.most
    return (lines + (rest > 0 ? ["\(path)：另有 \(rest) 处错误"] : [])).joined(separator: "\n")
  }
}

extension AlertRulesMistake.Place {
  fileprivate var chinese: String { " 第 \(line) 行第 \(column) 列" }
}

extension AlertRulesProblem {
  /// What is wrong, after the name of the file and the place.
  fileprivate var chinese: String {
    switch self {
    case .unreadableFile: "无法读取该文件"
    case .notUTF8: "该文件不是 UTF-8 编码"
    case .malformedYAML(let words): "该文件不是有效的 YAML（\(words)）"
    case .unknownKey(let key, let parent, let nearest, let known):
      "\(parent.map { "'\($0)' 中有" } ?? "")未知的键 '\(key)'"
        + (nearest.map { "（是否应为 '\($0)'？）" } ?? "（可用：\(known.joined(separator: "、"))）")
    case .unknownRule(let rule, let nearest):
      "未知的规则 '\(rule)'" + (nearest.map { "（是否应为 '\($0)'？）" } ?? "")
    case .repeatedKey(let key): "键 '\(key)' 重复设置"
    case .missingKey(let key): "缺少键 '\(key)'"
    case .notOfDeployments(let rule): "规则 '\(rule)' 不针对作业"
    case .wrongForm(let key, let found, let form):
      "\(key.map { "'\($0)' " } ?? "此处")为\(found.chinese)，应为\(form.chinese)"
    case .outOfRange(let key, let value, let lowest, let highest):
      "'\(key)' 的值为 \(value)，不在 \(lowest) 至 \(highest) 之间"
    case .unknownChoice(let key, let found, let choices):
      "'\(key)' 为\(found.chinese)，可选值：\(choices.joined(separator: "、"))"
    }
  }
}

extension AlertRulesProblem.Found {
  fileprivate var chinese: String {
    switch self {
    case .text(let text): text.isEmpty ? "空值" : " '\(text)'"
    case .mapping: "映射"
    case .list: "列表"
    }
  }
}

extension AlertRulesProblem.Form {
  fileprivate var chinese: String {
    switch self {
    case .mapping: "映射"
    case .list: "列表"
    case .text: "文本"
    case .wholeNumber: "整数"
    case .boolean: " true 或 false"
    case .time: "时间，例如 2026-01-31T08:00:00+08:00"
    }
  }
}

extension AlertRulesRemedy {
  func chinese(_ face: Face) -> String {
    switch self {
    case .correct: "修正该文件，然后重新启动监控"
    case .makeReadable: "检查 \(AlertRulesFile.variable) 中的路径和该文件的权限"
    }
  }
}
