import Foundation
import JSONCoding
import Testing

@testable import JobHealth

/// Readings of a job on a real Flink that something happened to, about two seconds apart.
struct RecordedSeries: Sendable, CustomTestStringConvertible {
  /// What happened, and the version.
  let testDescription: String

  /// A time in which one condition held, from its cause on.
  struct Phase: Sendable {
    /// The time of the cause, in milliseconds since 1970.
    let begin: Int
    /// The verdict that is right.
    let right: Verdict
    /// Those that are true until that one is found.
    let passing: Set<Verdict>
  }

  /// Every series.
  static let all: [RecordedSeries] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.sorted().map { RecordedSeries(testDescription: String($0.dropLast(".json".count))) }
  }()

  private static let folder =
    (Bundle.module.resourceURL ?? URL(fileURLWithPath: ".")).appending(path: "Recordings").appending(path: "series")

  private var document: JSON {
    get throws {
      let file = Self.folder.appending(path: testDescription + ".json")
      return try JSON.parse([UInt8](Data(contentsOf: file)))
    }
  }

  /// The readings, oldest first.
  var readings: [HealthReading] {
    get throws { try (document["readings"]?.array ?? []).compactMap(HealthReading.init(json:)) }
  }

  /// The phases, in order.
  var phases: [Phase] {
    get throws {
      try (document["phases"]?.array ?? []).map { phase in
        let right = phase["right"]?.array?.first?.string.flatMap(Verdict.init)
        let passing = (phase["passing"]?.array ?? []).compactMap { $0.string.flatMap(Verdict.init) }
        return Phase(
          begin: try #require(phase["begin"]?.int), right: try #require(right), passing: Set(passing))
      }
    }
  }

  /// What is wrong with the verdicts when only every `stride`th reading is taken, from `offset` on.
  func problems(stride: Int, offset: Int) throws -> [String] {
    let (phases, readings) = (try phases, try readings)
    var seen: [HealthReading] = []
    var found: [Int: Int] = [:]
    var problems: [String] = []
    for (index, reading) in readings.enumerated() where index % stride == offset {
      let report = reading.verdict(after: seen)
      seen.append(reading)
      guard let phase = phases.lastIndex(where: { $0.begin <= reading.readAt }) else { continue }
      let age = reading.readAt - phases[phase].begin
      let isFound = found[phase] != nil
      if report.verdict == phases[phase].right {
        found[phase] = found[phase] ?? age
      } else if report.verdict == .unknown && age < 15_000
        || !isFound && phases[phase].passing.contains(report.verdict)
      {
        continue
      } else if phase + 1 < phases.count, phases[phase + 1].begin - reading.readAt < 3_000,
        [phases[phase + 1].right, .unknown].contains(report.verdict)
      {
        // The cause was already at work.
        continue
      } else {
        problems.append("\(report.verdict) \(age / 1000) s after phase \(phase) began: \(report.reasons)")
      }
    }
    for phase in phases.indices where found[phase] ?? .max > 30_000 {
      problems.append("phase \(phase): \(phases[phase].right) is not found within 30 s")
    }
    return problems
  }
}
