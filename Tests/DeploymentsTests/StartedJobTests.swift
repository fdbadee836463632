import JSONCoding
import Testing

@testable import AliyunFlink
@testable import Deployments

/// What the machine makes of a new job that runs, when it reads it back.
@Suite("The job that an update has started")
struct StartedJobTests {
  private static let update = UpdateRequest(
    deploymentID: "de", current: DeploymentSpec(sql: "SELECT 1"),
    target: DeploymentSpec(sql: "SELECT 2", flinkConf: ["a": "b"]), goal: .running)

  private static func machine() -> OperationMachine {
    var machine = OperationMachine(.update(update), marker: "m", limits: .init())
    machine.state.phase = .readUpdatedJob
    machine.state.facts.jobID = "j"
    machine.state.facts.deploymentID = "de"
    machine.state.update.hasEffect = true
    return machine
  }

  private static func job(_ document: JSONObject) throws -> RemoteAnswer {
    var job: JSONObject = ["jobId": "j", "deploymentId": "de", "status": ["currentJobStatus": "RUNNING"]]
    for member in document.members { job[member.key] = member.value }
    return .jobDocument(try JobDocument(.object(job)))
  }

  private static func deployment(_ spec: DeploymentSpec) throws -> RemoteAnswer {
    var document = spec.document
    document["deploymentId"] = "de"
    document["name"] = "n"
    return .deployment(try Deployment(.object(document)))
  }

  @Test("is accepted if it runs the SQL in any spelling, or shows none")
  func same() throws {
    for sql in ["SELECT 2", "select 2 -- a comment"] {
      var machine = Self.machine()
      var document = Self.update.target.document
      document["artifact"] = ["sqlArtifact": ["sqlScript": .string(sql)]]
      machine.handle(try Self.job(document), took: .zero)
      #expect(machine.state.phase == .done, "\(sql)")
      #expect(machine.state.failure == nil)
    }
    var machine = Self.machine()
    machine.handle(try Self.job([:]), took: .zero)
    #expect(machine.state.phase == .done)
    #expect(machine.state.failure == nil)
  }

  private static let others: [JSONObject] = [
    ["artifact": ["sqlArtifact": ["sqlScript": "SELECT 3"]]], ["flinkConf": ["a": "c"]], ["flinkConf": [:]],
  ]

  @Test("is compared with the deployment if it shows something else", arguments: others)
  func other(_ document: JSONObject) throws {
    var machine = Self.machine()
    machine.handle(try Self.job(document), took: .zero)
    #expect(machine.state.phase == .checkUpdated)
    var drifted = machine
    // The platform shows the job in words of its own.
    machine.handle(try Self.deployment(Self.update.target), took: .zero)
    #expect(machine.state.phase == .done)
    #expect(machine.state.failure == nil)
    // A person has deployed something else.
    drifted.handle(try Self.deployment(DeploymentSpec(sql: "SELECT 3")), took: .zero)
    #expect(drifted.state.failure?.problem == .changedMeanwhile(deploymentID: "de"))
    #expect(drifted.state.update.isReturning)
    #expect(drifted.state.phase == .findReplaced)
  }

  @Test("is read again if the answer is lost, and is left alone on the way back")
  func lost() throws {
    var machine = Self.machine()
    machine.handle(Answers.lost, took: .zero)
    #expect(machine.state.phase == .readUpdatedJob)
    #expect(machine.state.failure == nil)
    var returning = Self.machine()
    returning.state.update.isReturning = true
    returning.state.failure = OperationFailure(.cancelled)
    returning.handle(Answers.lost, took: .seconds(301))
    #expect(returning.state.phase == .done)
    #expect(returning.state.failure?.isRolledBack == true)
  }
}
