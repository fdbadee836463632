import AliyunFlink
import Deployments
import Hashing
import JSONCoding

/// What would become of the pipelines of a batch.
struct BatchPlan: Sendable {
  /// What becomes of one pipeline.
  enum Action: String, Sendable, CaseIterable {
    /// A deployment is created.
    case create
    /// A deployment is changed.
    case update
    /// A deployment without a recorded version gets one and is changed, or an operation in progress is joined.
    case adopt
    /// The deployment stays as it is.
    case unchanged
    /// The deployment was changed outside of flink-deploy.
    case drifted
    /// The pipeline cannot be deployed.
    case refused

    /// Whether the pipeline cannot be deployed as things are.
    var isFailure: Bool { self == .drifted || self == .refused }
  }

  /// The plan of one pipeline.
  struct Item: Sendable {
    let action: Action
    /// The result of its dry run, without what is large.
    let document: JSONObject
    /// Binds the batch to the plan of the pipeline.
    let digest: String

    /// The element of `results`.
    var shown: JSONObject {
      var shown = document
      shown["action"] = .string(action.rawValue)
      return shown
    }
  }

  /// The plans, in the order of the call.
  let items: [Item]
  /// Binds a call to this plan.
  let digest: String

  /// A plan.
  init(_ items: [Item], of arguments: BatchArguments) {
    self.items = items
    let parts = [arguments.digest] + items.map { "\($0.action.rawValue) \($0.digest)" }
    digest = SHA256.hex(parts.joined(separator: "\n"))
  }

  /// Whether the batch would change nothing.
  var isUnchanged: Bool { items.allSatisfy { $0.action == .unchanged } }

  /// The number of pipelines of each outcome.
  var counts: JSON {
    [
      "succeeded": .int(items.count { !$0.action.isFailure && $0.action != .unchanged }),
      "unchanged": .int(items.count { $0.action == .unchanged }), "failed": .int(items.count { $0.action.isFailure }),
      "in_progress": 0,
    ]
  }

  /// The calls of one deploy, and its time in seconds: a job of Alibaba Cloud starts in about a minute.
  private static let create = (calls: 14, seconds: 75)
  /// The same for an update with a restart.
  private static let update = (calls: 24, seconds: 150)

  /// What the batch would cost: calls to Alibaba Cloud, time, and resources in sum.
  func figures(of arguments: BatchArguments) -> JSON {
    func count(_ action: Action) -> Int { items.count { $0.action == action } }
    let (created, updated) = (count(.create), count(.update) + count(.adopt))
    let seconds = created * Self.create.seconds + updated * Self.update.seconds
    let starting = zip(arguments.parsed, items).filter { $0.1.action == .create && $0.0.starts }
    let needed = starting.map { QuotaCheck($0.0.resources, flinkConf: $0.0.flinkConf).needed }
    var figures = JSONObject(Action.allCases.map { ($0.rawValue, .int(count($0))) })
    figures["api_calls"] = .int(created * Self.create.calls + updated * Self.update.calls)
    let atOnce = max(1, min(arguments.maxParallel, created + updated))
    figures["seconds"] = .int((seconds + atOnce - 1) / atOnce)
    figures["cpu"] = .number(JSONNumber(needed.compactMap(\.cpu).reduce(0, +)))
    figures["memory_gib"] = .number(JSONNumber(needed.compactMap(\.memory).reduce(0, +) / 1_073_741_824))
    return .object(figures)
  }
}
