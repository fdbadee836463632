import JSONCoding

/// A tool call as the command that does the same.
enum CommandLine {
  /// The command for a shell; SQL or messages follow it as its standard input.
  static func text(_ tool: ToolName, _ arguments: JSONObject) -> String {
    var operands: [String] = []
    var options: [String] = []
    var input = ""
    for argument in tool.arguments {
      let texts = texts(of: argument, arguments)
      switch argument.form {
      case .operand where argument == .pipelines:
        operands.append("-")
        input = " \(document(manifest(arguments)))"
      case .operand: operands += texts.map(quoted)
      case .option(let flag), .repeated(let flag): options += texts.map { "\(flag) \(quoted($0))" }
      case .flag(let flag, let value): if arguments[argument]?.bool == value { options.append(flag) }
      case .members: options += members(of: argument, arguments)
      case .file(let flag) where !texts.isEmpty: input = " \(flag) - \(document(texts.joined(separator: "\n")))"
      case .file, nil: break
      }
    }
    return (["flink-deploy", tool.command] + operands + options).joined(separator: " ") + input
  }

  /// The pipelines of a batch as a manifest.
  private static func manifest(_ arguments: JSONObject) -> String {
    var manifest: JSONObject = ["version": 1]
    manifest[.defaults] = arguments[.defaults]
    manifest[.pipelines] = arguments[.pipelines]
    return JSON.object(manifest).prettyText
  }

  /// The values of an argument, in the form that its flag takes.
  private static func texts(of argument: Argument, _ arguments: JSONObject) -> [String] {
    switch argument {
    // A command waits as long as its user wants.
    case .waitSeconds: []
    // The numbers of a restart strategy have no flags, so it is passed as configuration.
    case .restartStrategy: []
    case .flinkConf: configuration(arguments).map(pair)
    case .startupOffsets: (arguments[argument]?.object?.members ?? []).map(pair)
    case .columns: (arguments[argument]?.array ?? []).map(column)
    case .moreTables, .sampleMessages: (arguments[argument]?.array ?? []).map(plain)
    default: arguments[argument].map(plain).flatMap { $0.isEmpty ? nil : [$0] } ?? []
    }
  }

  private static func configuration(_ arguments: JSONObject) -> [JSONObject.Member] {
    let conf = try? FlinkConf.make(
      checkpointInterval: nil, restart: arguments[.restartStrategy]?.object, further: arguments[.flinkConf]?.object)
    return conf?.members ?? []
  }

  /// `name:TYPE` or `name:TYPE:METADATA`.
  private static func column(_ column: JSON) -> String {
    [column["name"]?.string, column["type"]?.string ?? "", column["metadata"]?.string].compactMap { $0 }
      .joined(separator: ":")
  }

  /// The flags of an object whose members have one each.
  private static func members(of argument: Argument, _ arguments: JSONObject) -> [String] {
    (arguments[argument]?.object?.members ?? []).map {
      "--\($0.key.replacing("_", with: "-")) \(quoted(plain($0.value)))"
    }
  }

  /// A here-document with an end that is not part of the text.
  private static func document(_ text: String) -> String {
    var end = "END"
    while text.contains(end) { end += "_" }
    return "<<'\(end)'\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(end)"
  }

  private static func pair(_ member: JSONObject.Member) -> String { "\(member.key)=\(plain(member.value))" }

  private static func plain(_ value: JSON) -> String { value.string ?? value.text }

  /// The text in quotes, by code points: with an accent behind it, a quote is another character, but not for a shell.
  private static func quoted(_ text: String) -> String {
    "'" + text.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
  }
}
