import JSONCoding
import TestSupport

/// Random arguments of pipelines.
extension Seeded {
  /// Texts that YAML easily reads as something else.
  private static let texts = [
    "no", "on", "~", "null", "1e3", "0123", "1.10", "2026-01-31", "true", "plain", "two words", "a: b", "a:b", "# no",
    "a #b", "- a", "-", "? a", "&a", "*a", "!a", "%a", "@a", "`a`", "{a}", "[a]", "a, b", "it's", "\"quoted\"", "\\n",
    " lead", "trail ", "tab\tin", "\ttab", "...", "---", "<<", "=", "é", "会员", "😀", "a\u{85}b", "a\u{2028}b",
    "a\u{7F}b",
    "\u{FEFF}a", "a\u{1}b", "\r\n", "line\nline", "line\nline\n", "line\n\n\nline\n\n", "\n\nlead", "  in\nout",
    "in\n  deeper\n\tand tab\nout", "blank\n   \nline", "end\n  ", "\n", "a\r\nb\r\n", "# c\nSELECT 1; -- é\n", "'",
    "\"",
    "${secret_values.NAME}", "yes: no", "key:", "|", ">", "5 GiB", "vvr-8.0.11-flink-1.17", "DECIMAL(18, 2)",
  ]

  /// A text.
  mutating func text() -> String {
    (0..<Int.random(in: 1...3, using: &self)).map { _ in pick(Self.texts) }.joined(separator: pick(["", " ", "\n"]))
  }

  /// The arguments of one pipeline, in the canonical form; no two pipelines with other numbers are the same one.
  mutating func pipeline(_ number: Int) -> JSONObject {
    var object: JSONObject = [
      "topic": .string("topic-\(number)"), "hologres_table": .string("public.t\(number)"),
      "name": .string("job \(number)"),
    ]
    var resources = JSONObject()
    resources["parallelism"] = maybe(.int(Int.random(in: 1...64, using: &self)))
    resources["task_manager_cpu"] = maybe(pick([0.25, 0.5, 1, 2, 16]))
    resources["job_manager_memory"] = maybe(pick(["5 GiB", "4g", "1.5gb", "512m", "4Gi", "8589934592"]))
    var settings = JSONObject()
    for index in 0..<Int.random(in: 0...4, using: &self) {
      settings["\(text()) \(index)"] = pick([.string(text()), 5, 0.5, -3, true, false, "true", "5", "0.50"])
    }
    let columns = (0..<Int.random(in: 1...3, using: &self)).map { _ -> JSON in
      ["name": .string(text()), "type": .string(text() + "x")]
    }
    let optional: [(String, JSON?)] = [
      ("more_tables", .array([.string(pick(["m\(number)", "\"Odd, name\".t\(number)"]))])),
      ("columns", .array(columns)), ("sql", .string(text())), ("event_time", .string(text())),
      ("startup_mode", .string(pick(["earliest-offset", "latest-offset", "group-offsets"]))),
      ("resources", resources.isEmpty ? nil : .object(resources)), ("checkpoint_interval_seconds", pick([1, 60, 1.5])),
      ("restart_strategy", pick([["type": "none"], ["type": "fixed-delay", "attempts": 3, "delay_seconds": 1.5]])),
      ("flink_conf", settings.isEmpty ? nil : .object(settings)), ("engine_version", .string(text())),
      ("deployment_target", .string(text())), ("start", .bool(pick([true, false]))),
      ("wait_until", .string(pick(["RUNNING", "FLOWING"]))),
    ]
    for (name, value) in optional { object[name] = value.flatMap { maybe($0) } }
    return object
  }

  private mutating func maybe(_ value: JSON) -> JSON? { pick([true, true, false]) ? value : nil }
}
