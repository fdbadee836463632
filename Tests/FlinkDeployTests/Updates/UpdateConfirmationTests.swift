import JSONCoding
import Testing

@testable import FlinkDeploy

/// What `FLINK_DEPLOY_CONFIRM` covers of updates.
@Suite("The confirmation of an update")
struct UpdateConfirmationTests {
  private static let subject = ConfirmationQuestion.Subject.deployment("8c0d2f44")

  private static func question(
    _ confirmation: FlinkDeploy.Confirmation, _ changes: JSONObject
  ) -> ConfirmationQuestion? {
    var arguments: JSONObject = ["deployment_id": "8c0d2f44"]
    for member in changes.members { arguments[member.key] = member.value }
    return confirmation.question(.updateJob, arguments)
  }

  @Test("is needed for each that leaves the state, except in a dry run", arguments: ["OFFSETS", "DISCARD", "VERSION"])
  func state(_ state: JSON) {
    for confirmation in [FlinkDeploy.Confirmation.destructive, .all] {
      #expect(Self.question(confirmation, ["state": state]) == .updateWithoutState(Self.subject))
      #expect(Self.question(confirmation, ["state": state, "dry_run": true]) == nil)
    }
    #expect(Self.question(.never, ["state": state]) == nil)
  }

  @Test("is needed for each that can stop a job if all calls are to be confirmed")
  func stop() {
    for changes: JSONObject in [["columns": []], ["version": 1], ["state": "KEEP"], [:]] {
      #expect(Self.question(.all, changes) == .update(Self.subject))
      #expect(Self.question(.destructive, changes) == nil)
      #expect(Self.question(.never, changes) == nil)
    }
  }
}
