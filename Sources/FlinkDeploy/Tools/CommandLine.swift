import JSONCoding

/// A tool call as the command with which a person can do the same.
enum CommandLine {
  /// The command, for a shell; what does not fit on a line follows it as its input.
  static func text(_ tool: String, _ arguments: JSONObject) -> String {
    switch tool {
    case "generate_and_deploy": deploy(arguments)
    case "start_job":
      line(
        "start", [quoted(arguments["deployment_id"])],
        options(arguments, [("--restore-strategy", "restore_strategy"), ("--savepoint-id", "savepoint_id")]))
    default:
      line(
        "stop", [quoted(arguments["job_id"]) ?? quoted(arguments["deployment_id"])],
        options(arguments, [("--stop-strategy", "stop_strategy")]))
    }
  }

  private typealias Key = GenerateAndDeployArguments.Key

  private static func deploy(_ arguments: JSONObject) -> String {
    func value(_ key: Key) -> JSON? { arguments[key.rawValue] }
    let tables = (value(.moreTables)?.array ?? []).map { option("--more-table", $0) }
    let columns = (value(.columns)?.array ?? []).map { column in
      let words = [column["name"]?.string, column["type"]?.string ?? "", column["metadata"]?.string].compactMap { $0 }
      return option("--column", .string(words.joined(separator: ":")))
    }
    let offsets = (value(.startupOffsets)?.object?.members ?? []).map { member in
      option("--startup-offset", .string("\(member.key)=\(member.value.text)"))
    }
    let resources = options(
      value(.resources)?.object ?? [:],
      ["parallelism", "job_manager_cpu", "job_manager_memory", "task_manager_cpu", "task_manager_memory"].map {
        ("--" + $0.replacing("_", with: "-"), $0)
      })
    let plain = options(
      arguments,
      [
        ("--name", .name), ("--startup-mode", .startupMode), ("--startup-timestamp-ms", .startupTimestampMs),
        ("--event-time", .eventTime), ("--checkpoint-interval", .checkpointIntervalSeconds),
        ("--engine-version", .engineVersion), ("--deployment-target", .deploymentTarget),
        ("--idempotency-key", .idempotencyKey),
      ].map { (option: String, key: Key) in (option, key.rawValue) })
    let isStarted: [String?] = [value(.start) == false ? "--no-start" : nil]
    let (file, input) = input(arguments)
    return line(
      "deploy", [quoted(value(.topic)), quoted(value(.hologresTable))],
      tables + columns + offsets + plain + resources + conf(arguments) + isStarted + [file]) + input
  }

  /// Configuration, and the numbers of a restart strategy, which have no options of their own.
  private static func conf(_ arguments: JSONObject) -> [String?] {
    let conf = try? FlinkConf.make(
      checkpointInterval: nil, restart: arguments[Key.restartStrategy.rawValue]?.object,
      further: arguments[Key.flinkConf.rawValue]?.object)
    return (conf?.members ?? []).map { member in
      option("--conf", .string("\(member.key)=\(member.value.string ?? member.value.text)"))
    }
  }

  /// A script or messages, as what is read from standard input.
  private static func input(_ arguments: JSONObject) -> (option: String?, text: String) {
    let (name, lines): (String, [String])
    if let sql = arguments[Key.sql.rawValue]?.string {
      (name, lines) = ("--sql-file", [sql])
    } else if let messages = arguments[Key.sampleMessages.rawValue]?.array {
      (name, lines) = ("--samples", messages.map { $0.string ?? $0.text })
    } else {
      return (nil, "")
    }
    let text = lines.joined(separator: "\n")
    var end = "END"
    while text.contains(end) { end += "_" }
    return ("\(name) -", " <<'\(end)'\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(end)")
  }

  // MARK: Words

  private static func line(_ command: String, _ words: [String?], _ options: [String?]) -> String {
    (["flink-deploy", command] + (words + options).compactMap { $0 }).joined(separator: " ")
  }

  private static func options(_ object: JSONObject, _ names: [(String, String)]) -> [String?] {
    names.map { name, key in object[key].flatMap { option(name, $0) } }
  }

  private static func option(_ name: String, _ value: JSON) -> String? { quoted(value).map { "\(name) \($0)" } }

  private static func quoted(_ value: JSON?) -> String? {
    value.map { "'\(($0.string ?? $0.text).replacing("'", with: "'\\''"))'" }
  }
}
