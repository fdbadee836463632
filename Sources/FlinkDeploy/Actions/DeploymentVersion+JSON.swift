import Deployments
import FoundationEssentials
import JSONCoding

extension DeploymentVersion {
  /// When it was recorded, ISO 8601.
  var createdText: String { Date(timeIntervalSince1970: Double(createdAt) / 1000).formatted(.iso8601) }

  /// What it changed, in a few words.
  func summary(_ voice: Voice) -> String {
    if let restored = record.restoredFrom { return VersionText.returned(to: restored).text(voice) }
    let changes = record.changes.compactMap { $0["what"]?.string }
    if !changes.isEmpty { return changes.abridged(voice.language) }
    return (number == 1 ? VersionText.first : .otherState).text(voice)
  }

  /// An element of `versions` in a result.
  func json(_ voice: Voice) -> JSON {
    [
      "version": .int(number), "created_at": .string(createdText), "status": .string(status.rawValue),
      "summary": .string(summary(voice)), "savepoint_id": .optional(savepointID),
      "restored_from": .optional(record.restoredFrom),
    ]
  }
}
