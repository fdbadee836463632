/// A text of the dialogue of `init`.
enum InitText: Worded {
  /// What the dialogue is about.
  case introduction(path: String)
  /// The settings that the environment answers.
  case fromEnvironment([String])
  /// A question; an empty line keeps the former answer.
  case prompt(InitQuestion, former: String?, isOptional: Bool)
  case replaceQuestion(path: String)
  /// The system is connected to.
  case checking(DoctorCheck)
  /// The settings of a system that does not respond as it should.
  case settings([String])
  case written(path: String)
  /// The heading of the configuration of MCP clients.
  case clients
  /// What to do next; the metadata database can need its tables.
  case next(needsUpgrade: Bool)
  case cancelled
  /// The comment at the top of the file.
  case header

  func english(_ face: Face) -> String {
    switch self {
    case .introduction(let path):
      "The settings are written to \(path). An empty line skips an optional question. Ctrl-C writes nothing."
    case .fromEnvironment(let names): "From the environment: \(names.joined(separator: ", "))"
    case .prompt(let question, let former, let isOptional):
      question.english(face) + (question.isSecret ? " (not shown)" : "") + (isOptional ? " (optional)" : "")
        + (former.map { " [\($0)]\(isOptional ? ", \(InitInterview.clearing) for none" : "")" } ?? "") + ": "
    case .replaceQuestion(let path): "The file '\(path)' exists. Replace it? [y/N] "
    case .checking(let check): "Checking \(check.english(face))"
    case .settings(let names): "Settings: \(names.joined(separator: ", "))"
    case .written(let path): "Written: \(path), readable only by you"
    case .clients:
      "Configuration of MCP clients, for claude_desktop_config.json of Claude Desktop and .mcp.json of Claude Code:"
    case .next(needsUpgrade: true):
      "Next: run 'flink-deploy database upgrade' to create the tables, then 'flink-deploy doctor'"
    case .next(needsUpgrade: false): "Next: run 'flink-deploy doctor'"
    case .cancelled: "Cancelled. Nothing was written."
    case .header: "Settings of flink-deploy. This file contains secrets: do not commit it."
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .introduction(let path): "设置将写入 \(path)。空行跳过可选问题。按 Ctrl-C 不写入任何内容。"
    case .fromEnvironment(let names): "来自环境变量：\(names.joined(separator: "、"))"
    case .prompt(let question, let former, let isOptional):
      question.chinese(face) + (question.isSecret ? "（不显示）" : "") + (isOptional ? "（可选）" : "")
        + (former.map { "[\($0)]\(isOptional ? "，\(InitInterview.clearing) 表示不设置" : "")" } ?? "") + "："
    case .replaceQuestion(let path): "文件 '\(path)' 已存在。是否替换？[y/N] "
    case .checking(let check): "正在检查 \(check.chinese(face))"
    case .settings(let names): "相关设置：\(names.joined(separator: "、"))"
    case .written(let path): "已写入 \(path)，仅当前用户可读"
    case .clients: "MCP 客户端的配置，用于 Claude Desktop 的 claude_desktop_config.json 和 Claude Code 的 .mcp.json："
    case .next(needsUpgrade: true): "下一步：运行 'flink-deploy database upgrade' 创建表，然后运行 'flink-deploy doctor'"
    case .next(needsUpgrade: false): "下一步：运行 'flink-deploy doctor'"
    case .cancelled: "已取消，未写入任何内容。"
    case .header: "flink-deploy 的设置。此文件含有密钥和密码，请勿提交到版本库。"
    }
  }
}
