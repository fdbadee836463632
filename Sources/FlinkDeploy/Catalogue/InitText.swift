/// A text of the dialogue of `init`.
enum InitText: Worded {
  /// What the dialogue is about.
  case introduction(path: String)
  /// The settings that the environment answers.
  case fromEnvironment([String])
  /// A question; an empty line keeps the former answer.
  case prompt(InitQuestion, former: String?, isOptional: Bool)
  case replaceQuestion(path: String)
  /// The system does not respond as it should.
  case reconsider(DoctorCheck)
  /// The system is connected to.
  case checking(DoctorCheck)
  /// The settings of a system that does not respond as it should.
  case settings([String])
  case written(path: String)
  /// Variables of the former file that no question is about.
  case kept([String])
  /// The heading of the configuration of MCP clients.
  case clients
  /// What to do next; the metadata database can need its tables, and commands the path of the file.
  case next(needsUpgrade: Bool, file: String?)
  case cancelled
  /// The comment at the top of the file.
  case header
  /// The heading of what no question is about.
  case others

  /// The answers that replace a file.
  static let agreement = ["y", "yes", "是"]
  /// The answers that keep what does not connect.
  static let keeping = ["k", "keep", "保留"]

  /// A command that reads the file.
  private static func command(_ arguments: String, _ file: String?) -> String {
    "'\(file.map { "\(Settings.fileVariable)=\(DotEnvWriter.quoted($0)) " } ?? "")flink-deploy \(arguments)'"
  }

  func english(_ face: Face) -> String {
    switch self {
    case .introduction(let path):
      "The settings are written to \(path). An empty line skips an optional question. Ctrl-C writes nothing."
    case .fromEnvironment(let names): "From the environment: \(names.joined(separator: ", "))"
    case .prompt(let question, let former, let isOptional):
      question.english(face) + (question.isSecret ? " (not shown)" : "") + (isOptional ? " (optional)" : "")
        + (former.map { " [\($0)]\(isOptional ? ", \(InitInterview.clearing) for none" : "")" } ?? "") + ": "
    case .replaceQuestion(let path): "The file '\(path)' exists. Replace it? [y/N] "
    case .reconsider: "Press Enter to correct the answers, or type k to keep them: "
    case .checking(let check): "Checking \(check.english(face))"
    case .settings(let names): "Settings: \(names.joined(separator: ", "))"
    case .written(let path): "Written: \(path), readable only by you"
    case .kept(let names): "Kept from the former file: \(names.joined(separator: ", "))"
    case .clients:
      "Configuration of MCP clients that read \"mcpServers\" (Claude Code, Claude Desktop, Cursor, Gemini CLI, Qoder). "
        + "The page Clients has that of VS Code, Zed, Codex and WSL:"
    case .next(needsUpgrade: true, let file):
      "Next: run \(InitText.command("database upgrade", file)) to create the tables, then "
        + InitText.command("doctor", file)
    case .next(needsUpgrade: false, let file): "Next: run \(InitText.command("doctor", file))"
    case .cancelled: "Cancelled. Nothing was written."
    case .header: "Settings of flink-deploy. This file contains secrets: do not commit it."
    case .others: "Other settings"
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
    case .reconsider: "按 Enter 修改答案，或输入 k 保留："
    case .checking(let check): "正在检查 \(check.chinese(face))"
    case .settings(let names): "相关设置：\(names.joined(separator: "、"))"
    case .written(let path): "已写入 \(path)，仅当前用户可读"
    case .kept(let names): "保留了原文件中的：\(names.joined(separator: "、"))"
    case .clients:
      "读取 \"mcpServers\" 的 MCP 客户端的配置（Claude Code、Claude Desktop、Cursor、Gemini CLI、Qoder）。"
        + "VS Code、Zed、Codex 和 WSL 的配置见 Clients 页："
    case .next(needsUpgrade: true, let file):
      "下一步：运行 \(InitText.command("database upgrade", file)) 创建表，然后运行 \(InitText.command("doctor", file))"
    case .next(needsUpgrade: false, let file): "下一步：运行 \(InitText.command("doctor", file))"
    case .cancelled: "已取消，未写入任何内容。"
    case .header: "flink-deploy 的设置。此文件含有密钥和密码，请勿提交到版本库。"
    case .others: "其他设置"
    }
  }
}
