public import JSONCoding

/// A version of a deployment: what it ran, and what it was asked for.
public struct DeploymentVersion: Sendable, Equatable {
  /// Whether a version is in force.
  public enum Status: String, Sendable, Codable {
    /// The deployment has it.
    case current = "CURRENT"
    /// A later version replaced it.
    case previous = "PREVIOUS"
    /// It was tried, and the deployment returned to the one before.
    case failed = "FAILED"
  }

  /// Its number, from 1; never used twice.
  public var number: Int
  /// Whether it is in force.
  public var status: Status
  /// When it was recorded, in milliseconds since 1970.
  public var createdAt: Int
  /// The SQL, and the settings that were asked for or found.
  public var spec: DeploymentSpec
  /// How it came about.
  public var record: VersionRecord
  /// The savepoint with which it was left; nil as long as it is in force, and for a change without a stop.
  public var savepointID: String?
  /// Name and version of the client.
  public var client: String?

  /// A version.
  public init(
    number: Int, status: Status, createdAt: Int, spec: DeploymentSpec, record: VersionRecord,
    savepointID: String? = nil, client: String? = nil
  ) {
    self.number = number
    self.status = status
    self.createdAt = createdAt
    self.spec = spec
    self.record = record
    self.savepointID = savepointID
    self.client = client
  }
}

/// How a version of a deployment came about.
public struct VersionRecord: Sendable, Equatable {
  /// The arguments that describe the pipeline, in a form that only the caller reads.
  public var arguments: JSONObject
  /// The changes against the version before, in a form that only the caller reads.
  public var changes: [JSON]
  /// The version that it returns to; nil for another change.
  public var restoredFrom: Int?
  /// The topic; nil if it is not known.
  public var topic: String?
  /// The tables, separated by commas; nil if they are not known.
  public var table: String?
  /// How messages are found in the tables, in a form that only the caller reads; null if it is not known.
  public var arrival: JSON
  /// Whether the state fits, in a form that only the caller reads; null if that was not judged.
  public var compatibility: JSON

  /// A record.
  public init(
    arguments: JSONObject = [:], changes: [JSON] = [], restoredFrom: Int? = nil, topic: String? = nil,
    table: String? = nil, arrival: JSON = .null, compatibility: JSON = .null
  ) {
    self.arguments = arguments
    self.changes = changes
    self.restoredFrom = restoredFrom
    self.topic = topic
    self.table = table
    self.arrival = arrival
    self.compatibility = compatibility
  }
}

extension VersionRecord {
  /// The record in the form of the journal.
  var json: JSON {
    [
      "arguments": .object(arguments), "changes": .array(changes), "restored_from": .optional(restoredFrom),
      "topic": .optional(topic), "table": .optional(table), "arrival": arrival, "compatibility": compatibility,
    ]
  }

  /// The record of a ``json``; members that are missing are empty.
  init(json: JSON) {
    self.init(
      arguments: json["arguments"]?.object ?? [:], changes: json["changes"]?.array ?? [],
      restoredFrom: json["restored_from"]?.int, topic: json["topic"]?.string, table: json["table"]?.string,
      arrival: json["arrival"] ?? .null, compatibility: json["compatibility"] ?? .null)
  }
}

/// The version that an operation leaves, for the store to record at its end.
public struct FinishedVersion: Sendable {
  /// Whether it is in force.
  public let status: DeploymentVersion.Status
  /// The SQL and the settings.
  public let spec: DeploymentSpec
  /// How it came about.
  public let record: VersionRecord
  /// The savepoint with which the version before was left.
  public let savepointID: String?
  /// Whether its SQL has no row in `flink_sql_record` yet.
  public let needsScript: Bool

  /// The version of an operation that is over; nil if it leaves none.
  public init?(_ operation: StoredOperation) {
    let state = operation.state
    guard state.phase == .done else { return nil }
    switch operation.request {
    case .deploy(let deploy) where state.failure == nil:
      status = .current
      spec = DeploymentSpec(
        sql: deploy.sql, dependencies: deploy.dependencies, engineVersion: state.facts.engineVersion,
        flinkConf: deploy.flinkConf,
        resources: deploy.resources.isEmpty ? .null : ["basicResourceSetting": .object(deploy.resources)])
      record = VersionRecord(arguments: deploy.arguments)
      savepointID = nil
      needsScript = false
    case .update(let update) where state.failure == nil || state.update.hasEffect:
      // A job that another client stopped has the new version all the same.
      let isInForce = state.failure == nil || !state.update.isReturning
      status = isInForce ? .current : .failed
      spec = update.target
      record = update.record
      savepointID = state.facts.savepointID
      needsScript = isInForce
    default: return nil
    }
  }
}
