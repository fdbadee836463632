import Foundation
import JSONCoding
import Testing

@testable import JobHealth

/// What a real Flink answered about a job in a known condition.
struct Recording: Sendable, CustomTestStringConvertible {
  /// The engine's version.
  let version: String
  /// The condition.
  let scenario: String

  var testDescription: String { "\(version) \(scenario)" }

  /// The versions that were recorded.
  static let versions = ["1.17.2", "1.20.5"]

  /// Every recording.
  static let all: [Recording] = versions.flatMap { version in
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: version).path)) ?? []
    return files.sorted().map { Recording(version: version, scenario: String($0.dropLast(".json".count))) }
  }

  private static let folder = (Bundle.module.resourceURL ?? URL(fileURLWithPath: ".")).appending(path: "Recordings")

  /// The answers, as the members of one object.
  var document: JSON {
    get throws {
      let file = Self.folder.appending(path: version).appending(path: scenario + ".json")
      return try JSON.parse([UInt8](Data(contentsOf: file)))
    }
  }

  /// The answers.
  var answers: FlinkAnswers { get throws { FlinkAnswers(document: try document) } }

  /// The reading, at Flink's own time.
  var reading: HealthReading {
    get throws {
      let answers = try answers
      return HealthReading(answers, readAt: try #require(answers.job?["now"]?.int))
    }
  }
}

extension FlinkAnswers {
  /// The answers in a document of any shape.
  init(document: JSON) {
    let metrics = (document["vertex_metrics"]?.object?.members ?? []).map { ($0.key, $0.value) }
    self.init(
      overview: document["overview"], job: document["job"], checkpoints: document["checkpoints"],
      exceptions: document["exceptions"], jobMetrics: document["job_metrics"],
      vertexMetrics: Dictionary(metrics) { _, last in last })
  }
}

extension HealthReading {
  /// The same reading at another time, as if nothing had happened between but the clock: made by hand, not recorded.
  func moved(by milliseconds: Int) -> HealthReading {
    var moved = self
    moved.readAt += milliseconds
    moved.flinkTime = flinkTime.map { $0 + milliseconds }
    moved.uptime = uptime.map { $0 > 0 ? $0 + milliseconds : $0 }
    moved.source.idleTime = source.idleTime.map { $0 > 1_000 ? $0 + milliseconds : $0 }
    return moved
  }

  /// ``moved(by:)`` with checkpoints that went on completing.
  func movedWithCheckpoints(by milliseconds: Int) -> HealthReading {
    var moved = moved(by: milliseconds)
    moved.checkpoints?.lastCompleted?.triggeredAt += milliseconds
    moved.checkpoints?.lastCompleted?.id += milliseconds / 2_000
    return moved
  }

  /// The verdict on it.
  func verdict(after earlier: [HealthReading] = []) -> HealthReport {
    HealthAssessment(platformStatus: "RUNNING", current: self, earlier: earlier).report(now: readAt)
  }
}
