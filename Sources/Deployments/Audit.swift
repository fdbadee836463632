import Hashing
public import JSONCoding

/// A call that was turned down before there was an operation.
public struct Refusal: Sendable, Equatable {
  /// Its own, so that it is written once however often that is tried.
  public let id: String
  /// The tool or command.
  public var tool: String
  /// Name and version of the client.
  public var client: String?
  /// Code of the error.
  public var error: String
  /// The arguments without values that may be secret or data.
  public var arguments: JSON

  /// A refusal.
  /// - Parameter arguments: As they came; ``RedactedArguments`` says what is kept.
  public init(tool: String, client: String?, error: String, arguments: JSONObject) {
    id = randomHexadecimal(bytes: 12)
    self.tool = RedactedArguments.storable(tool)
    self.client = client.map(RedactedArguments.storable)
    self.error = error
    self.arguments = RedactedArguments.json(arguments)
  }
}

/// A line of the audit.
public struct AuditEntry: Sendable, Equatable {
  /// ISO 8601, UTC.
  public var time: String
  /// `effect`, `failure` or `refusal`.
  public var kind: String
  /// The operation of the cloud's API, or the tool.
  public var operation: String
  /// Name and version of the client.
  public var client: String?
  /// The platform's id of the request.
  public var requestID: String?
  /// Code of the error that it came to; nil when it did not.
  public var error: String?

  /// A line.
  public init(
    time: String, kind: String, operation: String, client: String?, requestID: String?, error: String?
  ) {
    self.time = time
    self.kind = kind
    self.operation = operation
    self.client = client
    self.requestID = requestID
    self.error = error
  }
}

/// Arguments as they may be kept: names and choices as they are, of everything else only its kind or size.
public enum RedactedArguments {
  private static let kept: Set<String> = [
    "topic", "hologres_table", "name", "deployment_id", "job_id", "aliyun_job_id", "startup_mode",
    "startup_timestamp_ms", "event_time", "start", "dry_run", "wait_seconds", "restore_strategy", "savepoint_id",
    "stop_strategy",
    "wait_for", "engine_version", "deployment_target", "checkpoint_interval_seconds",
  ]
  private static let longestKept = 200

  /// What is kept of `arguments`.
  public static func json(_ arguments: JSONObject) -> JSON {
    .object(
      JSONObject(
        arguments.members.map { (storable($0.key), kept.contains($0.key) ? short($0.value) : size(of: $0.value)) }))
  }

  /// `text` without U+0000, which no text of Postgres may have.
  static func storable(_ text: String) -> String {
    text.utf8.contains(0)
      ? String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })) : text
  }

  private static func short(_ value: JSON) -> JSON {
    switch value {
    case .string(let text) where text.count > longestKept: size(of: value)
    case .string(let text): .string(storable(text))
    case .array, .object: size(of: value)
    default: value
    }
  }

  private static func size(of value: JSON) -> JSON {
    switch value {
    case .string(let text): .string("(\(text.utf8.count) bytes)")
    case .array(let elements): .string("(\(elements.count) elements)")
    case .object(let object): .string("(\(object.keys.count) members)")
    default: .string("(\(value.kindName))")
    }
  }
}
