import AliyunFlink
import JSONCoding
import TestSupport

@testable import AliyunFlinkEmulator
@testable import Deployments

/// A person in the console who changes a deployment while an update works on it; a few acts, from a seed.
struct ConsoleHand {
  /// What the person does.
  enum Act: CaseIterable {
    case starts, stops, stopsWithSavepoint, editsSQL, editsSettings, editsParallelism, editsDraft, deploys
  }

  /// What the person has done.
  private(set) var acts: Set<Act> = []
  /// Whether the deployment may not be what the update made of it; a deploy takes the draft as it is.
  var hasEdited: Bool { !acts.isDisjoint(with: Set(Act.allCases).subtracting([.starts, .stops, .stopsWithSavepoint])) }
  /// The jobs that the person has started.
  private(set) var started: Set<String> = []
  private var random: Seeded
  private var left: Int

  /// A person whose acts come from this seed.
  init(seed: UInt64) {
    random = Seeded(seed: seed ^ 0xc0ff_ee00)
    left = Int.random(in: 1...3, using: &random)
  }

  /// Does something now and then.
  /// - Returns: What was done; nil for nothing.
  mutating func act(on cloud: inout ModelCloud, _ deploymentID: String) -> Act? {
    guard left > 0, Int.random(in: 0..<100, using: &random) < 12 else { return nil }
    left -= 1
    guard let act = Act.allCases.randomElement(using: &random), perform(act, on: &cloud, deploymentID) else {
      return nil
    }
    acts.insert(act)
    return act
  }

  private mutating func perform(_ act: Act, on cloud: inout ModelCloud, _ deploymentID: String) -> Bool {
    let platform = cloud.platform
    let active = platform.jobs.keys.first { platform.isActive($0) }
    switch act {
    case .starts:
      guard active == nil else { return false }
      // The console offers the latest state first.
      guard case .job(let job) = cloud.perform(.startJob(deploymentID: deploymentID, restore: .latestState), .answered)
      else { return false }
      started.insert(job.id)
    case .stops, .stopsWithSavepoint:
      guard let active else { return false }
      _ = cloud.perform(.stopJob(active, strategy: act == .stops ? .immediately : .withSavepoint), .answered)
    case .editsSQL:
      cloud.platform.deployments[deploymentID]?["artifact"] = Self.artifact
    case .editsSettings:
      var conf = platform.deployments[deploymentID]?["flinkConf"]?.object ?? [:]
      conf["console"] = "edited"
      cloud.platform.deployments[deploymentID]?["flinkConf"] = .object(conf)
    case .editsParallelism:
      cloud.platform.deployments[deploymentID]?["streamingResourceSetting"] = [
        "resourceSettingMode": "BASIC", "basicResourceSetting": ["parallelism": 7],
      ]
    case .editsDraft, .deploys:
      guard let id = platform.drafts.keys.first else { return false }
      cloud.platform.drafts[id]?["artifact"] = Self.artifact
      // The new SQL reaches the deployment while the update goes on.
      if act == .deploys { _ = cloud.perform(.deployDraft(id, target: "q"), .answered) }
    }
    return true
  }

  private static let artifact: JSON = ["kind": "SQLSCRIPT", "sqlArtifact": ["sqlScript": "INSERT INTO a SELECT 99"]]
}
