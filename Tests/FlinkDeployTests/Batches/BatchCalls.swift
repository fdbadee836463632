import JSONCoding
import TestSupport

@testable import FlinkDeploy

/// Calls of `deploy_pipelines` for tests.
enum BatchCalls {
  /// The columns that pipelines read first.
  static let columns: JSON = [["name": "order_id", "type": "BIGINT"], ["name": "status", "type": "STRING"]]
  /// The same and one more.
  static let moreColumns: JSON = [
    ["name": "order_id", "type": "BIGINT"], ["name": "amount", "type": "DECIMAL(18, 2)"],
    ["name": "status", "type": "STRING"],
  ]

  /// A pipeline that can be deployed.
  static func good(_ number: Int) -> JSONObject { ["topic": .string("topic\(number)"), "hologres_table": "lines"] }

  /// A pipeline whose table does not exist.
  static func bad(_ number: Int) -> JSONObject { ["topic": .string("topic\(number)"), "hologres_table": "missing"] }

  /// The arguments of a call.
  static func arguments(_ pipelines: [JSONObject], _ changes: JSONObject = [:]) -> JSONObject {
    var arguments: JSONObject = [
      "pipelines": .array(pipelines.map(JSON.object)), "defaults": ["columns": columns], "wait_seconds": 120,
    ]
    for member in changes.members { arguments[member.key] = member.value }
    return arguments
  }

  /// Calls the tool.
  static func run(
    _ application: Application, _ pipelines: [JSONObject], _ changes: JSONObject = [:],
    onProgress: @escaping ProgressHandler = { _, _, _ in }
  ) async -> JSONObject {
    let caller = Caller(client: "test", hasCancelled: { false }, onProgress: onProgress)
    return await DeployPipelines(application: application, caller: caller, queue: nil)
      .run(arguments(pipelines, changes)).document
  }
}

extension JSONObject {
  /// A member of each result of a batch, as text.
  func results(_ member: String) -> [String] {
    (self["results"]?.array ?? []).map { $0[member]?.string ?? "" }
  }

  /// The code of the error of each result; empty for those that did not fail.
  var resultCodes: [String] { (self["results"]?.array ?? []).map { $0["error"]?["code"]?.string ?? "" } }

  /// The whole as text, for failures of tests.
  var shown: String { String(JSON.object(self).text.prefix(3000)) }
}
