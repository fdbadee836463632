import FoundationEssentials
import JSONCoding
import JobHealth

extension ActionResult {
  /// Adds what is known of the health of the job.
  mutating func add(_ health: HealthReport) {
    add(GetJobStatus.ResultKey.health.rawValue) { voice in
      var object = health.json(
        reason: { $0.text(voice) }, recommendation: { $0.text(voice) },
        time: { Date(timeIntervalSince1970: Double($0) / 1000).formatted(.iso8601) })
      object["arrival"] = [
        "checked": false, "arrived": .null, "partition": .null, "offset": .null,
        "explanation": .string(ArrivalText.notChecked.text(voice)),
      ]
      return .object(object)
    }
  }
}
