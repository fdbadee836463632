import FoundationEssentials
import JSONCoding
import JobHealth
import PipelineTypes

extension ActionResult {
  /// Adds what is known of the health of the job.
  /// - Parameters:
  ///   - health: The verdict with its evidence.
  ///   - arrival: Whether the newest message is in the tables.
  mutating func add(_ health: HealthReport, _ arrival: ArrivalText) {
    add(GetJobStatus.ResultKey.health.rawValue) { voice in
      var object = health.json(
        reason: { $0.text(voice) }, recommendation: { $0.text(voice) },
        time: { Date(timeIntervalSince1970: Double($0) / 1000).formatted(.iso8601) })
      object["arrival"] = arrival.json(voice)
      return .object(HealthBudget.fitted(object))
    }
  }
}

extension HealthReport {
  /// The report beside what was looked up in the tables: a missing row contradicts a job that is well.
  func beside(_ arrival: ArrivalText) -> HealthReport {
    guard [.flowing, .idle].contains(verdict), arrival.hasArrived == false, let place = arrival.position else {
      return self
    }
    var report = self
    report.verdict = .unknown
    report.reasons.append(.messageMissing(partition: place.partition, offset: place.offset))
    return report
  }
}

extension ArrivalText {
  /// The member `arrival`.
  fileprivate func json(_ voice: Voice) -> JSON {
    [
      "checked": .bool(hasArrived != nil), "arrived": hasArrived.map(JSON.bool) ?? .null,
      "partition": .optional(position?.partition), "offset": .optional(position?.offset),
      "explanation": .string(text(voice)),
    ]
  }
}
