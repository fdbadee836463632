import Hashing
import JSONCoding

/// The arguments of `deploy_pipelines`, parsed and checked; a manifest becomes the same.
struct BatchArguments: Sendable {
  /// What becomes of a deployment that exists already.
  enum ExistingPolicy: String, Sendable, CaseIterable {
    case keep = "KEEP"
    case update = "UPDATE"
  }

  /// What becomes of the other pipelines when one fails.
  enum FailurePolicy: String, Sendable, CaseIterable {
    case goOn = "CONTINUE"
    case stop = "STOP"
    case rollBackAll = "ROLL_BACK_ALL"
  }

  /// The arguments of `generate_and_deploy` of each pipeline, with the defaults, in their canonical form.
  let pipelines: [JSONObject]
  /// ``pipelines``, parsed.
  let parsed: [GenerateAndDeployArguments]
  let ifExists: ExistingPolicy
  let onFailure: FailurePolicy
  /// How many pipelines are worked on at the same time.
  let maxParallel: Int
  let isDryRun: Bool
  /// The digest of a plan that the caller has seen; nil to apply whatever the plan is.
  let planDigest: String?
  let wait: Duration
  /// The same for the same pipelines and policies, however long the call waits and however many it does at once.
  let digest: String

  /// Arguments that have been checked.
  /// - Parameters:
  ///   - pipelines: The pipelines, with the defaults.
  ///   - options: The other arguments of the tool.
  init(_ pipelines: [BatchCheck.Pipeline], _ options: JSONObject) {
    self.pipelines = pipelines.map(\.object)
    parsed = pipelines.map(\.arguments)
    ifExists = options["if_exists"]?.string.flatMap(ExistingPolicy.init) ?? .keep
    onFailure = options["on_failure"]?.string.flatMap(FailurePolicy.init) ?? .goOn
    maxParallel = options["max_parallel"]?.int ?? 8
    isDryRun = options[.dryRun]?.bool ?? false
    planDigest = options[.planDigest]?.string
    wait = .seconds(options[.waitSeconds]?.double ?? 45)
    digest = SHA256.hex(
      ([ifExists.rawValue, onFailure.rawValue] + parsed.map(\.digest)).joined(separator: "\n"))
  }
}
