import JobHealth
import Testing

@testable import Alerting

/// Jobs that were stopped, and deployments that were deleted, outside of flink-deploy.
@Suite("Jobs that are gone")
struct GoneTests {
  /// States that show that the job is gone.
  static let states: [JobLook.State] = [.stopped(byFlinkDeploy: false), .gone(byFlinkDeploy: false), .missing]

  /// A round with a look in this state, and a job that is fine.
  @discardableResult
  private static func see(_ state: JobLook.State, _ scene: inout Scene, isComplete: Bool = true) -> [AlertChange] {
    scene.see(isComplete: isComplete) { [.at(state), .well(at: $0, id: "d-2", name: "other")] }
  }

  @Test("A job that ran and is gone at two looks opens an alert", arguments: states, [true, false])
  func opens(_ state: JobLook.State, _ isOwn: Bool) {
    var scene = Scene.running(isOwn: isOwn)
    #expect(Self.see(state, &scene).isEmpty)
    #expect(Self.see(state, &scene).kinds == [.opened(.gone)])
  }

  @Test("A job that was never seen to run is not missed", arguments: states)
  func neverRan(_ state: JobLook.State) {
    var scene = Scene()
    for _ in 0..<5 { Self.see(state, &scene) }
    scene.see { _ in .at(.starting) }
    for _ in 0..<5 { Self.see(state, &scene) }
    #expect(scene.changes.isEmpty)
  }

  @Test("A job that an earlier process saw run is missed", arguments: states)
  func remembered(_ state: JobLook.State) {
    var scene = Scene()
    scene.board.remember(deploymentID: "d-1", name: "orders", isOwn: true, jobID: "j-1")
    Self.see(state, &scene)
    Self.see(state, &scene)
    #expect(scene.changes.kinds == [.opened(.gone)])
  }

  @Test("A deployment that is missing in an empty or incomplete list is not missed")
  func implausibleList() {
    var scene = Scene.running()
    for _ in 0..<5 {
      scene.see { _ in .at(.missing) }
      Self.see(.missing, &scene, isComplete: false)
    }
    #expect(scene.changes.isEmpty)
    // Alibaba Cloud says of each one that it does not exist.
    for _ in 0..<2 { scene.see { _ in .at(.gone(byFlinkDeploy: false)) } }
    #expect(scene.changes.kinds == [.opened(.gone)])
  }

  @Test("The board knows which deployments are missing in a list")
  func missing() {
    var scene = Scene.running()
    scene.see { [.well(at: $0), .well(at: $0, id: "d-2", name: "b"), .at(.starting, id: "d-3", name: "c")] }
    #expect(scene.board.missing(from: ["d-1", "d-2", "d-3"]).isEmpty)
    #expect(scene.board.missing(from: ["d-1"]) == [.at(.missing, id: "d-2", name: "b").withoutInterval])
    #expect(scene.board.missing(from: []).map(\.deploymentID) == ["d-1", "d-2"])
    scene.see { _ in .at(.gone(byFlinkDeploy: true)) }
    #expect(scene.board.missing(from: []).map(\.deploymentID) == ["d-2"])
  }

  @Test("An acknowledgement resolves the alert in the next round, and the job is not missed again", arguments: states)
  func acknowledged(_ state: JobLook.State) throws {
    var scene = Scene.running()
    for _ in 0..<2 { scene.see { .trouble(.lagging, at: $0) } }
    for _ in 0..<2 { Self.see(state, &scene) }
    let gone = try #require(scene.board.alerts.last)
    scene.board.acknowledge(gone.id)
    #expect(scene.outage().isEmpty)
    // What else was open of this job is over too.
    #expect(Self.see(state, &scene).messages == [.resolved(.lagging), .resolved(.gone)])
    for _ in 0..<5 { #expect(Self.see(state, &scene).isEmpty) }
    #expect(scene.board.missing(from: []).map(\.deploymentID) == ["d-2"])
    // A second stop is another alert.
    Self.see(.running, &scene)
    for _ in 0..<2 { Self.see(state, &scene) }
    #expect(scene.changes.messages.last == .opened(.gone))
  }

  @Test("An acknowledgement of an earlier process is not lost")
  func acknowledgedBefore() {
    var scene = Scene.running()
    for _ in 0..<2 { Self.see(.stopped(byFlinkDeploy: false), &scene) }
    scene.board.acknowledge("alert-1")
    scene.board = AlertBoard(alerts: scene.board.alerts)
    #expect(scene.see { _ in [] }.kinds == [.resolved(.gone)])
  }

  @Test("The alert is resolved when the job runs again", arguments: states)
  func runsAgain(_ state: JobLook.State) {
    var scene = Scene.running()
    for _ in 0..<2 { Self.see(state, &scene) }
    for _ in 0..<3 { #expect(Self.see(.starting, &scene).isEmpty) }
    #expect(scene.see { .well(at: $0, job: "j-2") }.isEmpty)
    #expect(scene.see { .well(at: $0, job: "j-2") }.kinds == [.resolved(.gone)])
  }

  @Test("A job that ran again and failed is not gone, but failed")
  func failedAgain() {
    var scene = Scene.running()
    for _ in 0..<2 { Self.see(.stopped(byFlinkDeploy: false), &scene) }
    for _ in 0..<4 { scene.see { _ in .at(.failed(text: nil), job: "j-2") } }
    #expect(scene.changes.messages == [.opened(.gone), .opened(.failed)])
    #expect(scene.board.alerts.map(\.rule) == [.gone, .failed])
    for _ in 0..<4 { scene.see { .well(at: $0, job: "j-3") } }
    #expect(scene.board.alerts.isEmpty)
  }

  @Test("A failed job that is deleted afterwards is not missed: its alert is resolved", arguments: states)
  func failedThenDeleted(_ state: JobLook.State) {
    var scene = Scene.running()
    for _ in 0..<2 { scene.see { .trouble(.failed, at: $0) } }
    #expect(Self.see(state, &scene).isEmpty)
    #expect(Self.see(state, &scene).kinds == [.resolved(.failed)])
    for _ in 0..<3 { #expect(Self.see(state, &scene).isEmpty) }
  }

  @Test("What flink-deploy stopped or deleted is not missed")
  func byFlinkDeploy() {
    for state in [JobLook.State.stopped(byFlinkDeploy: true), .gone(byFlinkDeploy: true)] {
      var scene = Scene.running()
      for _ in 0..<5 { Self.see(state, &scene) }
      // Nor is what happens to it later.
      for later in Self.states { for _ in 0..<3 { Self.see(later, &scene) } }
      #expect(scene.changes.isEmpty)
    }
  }

  @Test("A deployment that no longer exists is forgotten once no alert is about it")
  func forgotten() {
    for isSilenced in [true, false] {
      var scene = Scene.running()
      if isSilenced {
        scene.rules.silences = [AlertSilence(NamePattern("*"))]
      } else {
        scene.rules.general.gone.isOn = false
      }
      scene.see { _ in .at(.gone(byFlinkDeploy: false)) }
      #expect(scene.board.missing(from: []).isEmpty && scene.board == AlertBoard() && scene.changes.isEmpty)
    }
    var scene = Scene.running()
    scene.see { _ in .at(.gone(byFlinkDeploy: true)) }
    #expect(scene.board == AlertBoard())
    var acknowledged = Scene.running()
    for _ in 0..<2 { acknowledged.see { _ in .at(.gone(byFlinkDeploy: false)) } }
    acknowledged.board.acknowledge("alert-1")
    acknowledged.see { _ in [] }
    #expect(acknowledged.board == AlertBoard())
  }
}

extension JobLook {
  fileprivate var withoutInterval: JobLook {
    var look = self
    look.checkpointIntervalSeconds = nil
    return look
  }
}
