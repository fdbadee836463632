import Deployments
import Hashing
import JSONCoding

/// The arguments of `update_job`, parsed.
struct UpdateArguments: Sendable {
  /// What the new job starts from.
  enum State: String {
    case keep = "KEEP"
    case offsets = "OFFSETS"
    case discard = "DISCARD"
    /// The savepoint with which the version was left that the update returns to.
    case version = "VERSION"
  }

  /// What makes other SQL, apart from the SQL itself.
  static let describing: [Argument] = [
    .topic, .hologresTable, .moreTables, .columns, .sampleMessages, .startupMode, .startupTimestampMs, .startupOffsets,
    .eventTime,
  ]
  /// What changes settings only.
  static let settings: [Argument] = [
    .resources, .checkpointIntervalSeconds, .restartStrategy, .flinkConf, .engineVersion,
  ]

  let deploymentID: String
  /// The version to return to; nil for another change.
  let version: Int?
  let state: State
  let acceptsDrift: Bool
  let mayRestart: Bool
  let goal: JobGoal
  let isDryRun: Bool
  let planDigest: String?
  let idempotencyKey: String?
  let wait: Duration
  /// The arguments that describe the pipeline or its settings, as given.
  let given: JSONObject
  /// The same for the same request, however long it is waited for.
  let digest: String

  /// Arguments from an object that conforms to the tool's input schema.
  /// - Throws: ``Failure`` for what the schema cannot express.
  init(_ object: JSONObject) throws(Failure) {
    deploymentID = object[.deploymentID]?.string ?? ""
    version = object[.version]?.int
    state = object[.state]?.string.flatMap(State.init) ?? .keep
    acceptsDrift = object[.acceptDrift]?.bool ?? false
    mayRestart = object[.restart]?.string != "NEVER"
    goal = object[.waitUntil]?.string.flatMap(JobGoal.init) ?? .flowing
    isDryRun = object[.dryRun]?.bool ?? false
    planDigest = object[.planDigest]?.string
    idempotencyKey = object[.idempotencyKey]?.string
    wait = .seconds(object[.waitSeconds]?.double ?? 45)
    let pipeline = Set((Self.describing + Self.settings + [.sql]).map(\.rawValue))
    given = JSONObject(object.members.filter { pipeline.contains($0.key) }.map { ($0.key, $0.value) })
    if version != nil, let other = given.keys.first {
      throw Failure(UpdateProblem.versionBesideArguments(other))
    }
    if state == .version, version == nil {
      throw Failure(ArgumentProblem.missing(.version, other: .state, value: State.version.rawValue))
    }
    var request = object
    for argument in [Argument.waitSeconds, .idempotencyKey, .dryRun, .planDigest] { request[argument.rawValue] = nil }
    digest = SHA256.hex(JSON.object(request).canonicalText)
  }

  /// The arguments that a version keeps: those that describe the pipeline and its settings, without data.
  static func kept(_ object: JSONObject) -> JSONObject {
    let kept = Set((describing + settings + [.sql]).filter { $0 != .sampleMessages }.map(\.rawValue))
    return JSONObject(object.members.filter { kept.contains($0.key) }.map { ($0.key, $0.value) })
  }

  /// Whether an argument makes other SQL, or none is given, so that topic and table are read again.
  var makesSQL: Bool {
    version == nil && (given.isEmpty || Self.describing.contains { given[$0.rawValue] != nil } || state == .offsets)
  }

  /// The arguments of a version with those given: a member of an object that is left out stays, null removes.
  func merged(into arguments: JSONObject) -> JSONObject {
    var merged = arguments
    for (key, value) in given.members.map({ ($0.key, $0.value) }) {
      let isObject = [Argument.resources, .flinkConf].contains { $0.rawValue == key }
      if isObject, let changes = value.object, let before = merged[key]?.object {
        merged[key] = .object(before.merging(changes))
      } else {
        merged[key] = value == .null ? nil : value
      }
    }
    // SQL that was given describes the pipeline in place of the arguments.
    if given[Argument.sql.rawValue] == nil, Self.describing.contains(where: { given[$0.rawValue] != nil }) {
      merged[Argument.sql.rawValue] = nil
    }
    return merged
  }
}

extension JSONObject {
  /// This object with the members of another one; null removes.
  func merging(_ changes: JSONObject) -> JSONObject {
    var merged = self
    for member in changes.members {
      if let inner = member.value.object, let before = merged[member.key]?.object {
        merged[member.key] = .object(before.merging(inner))
      } else {
        merged[member.key] = member.value == .null ? nil : member.value
      }
    }
    return merged
  }
}
