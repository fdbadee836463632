import AliyunFlink
import AliyunFlinkEmulator
import HTTPTransport
import JSONCoding
import Logging
import TestSupport
import Testing

@Suite("The API client", .endsIfStuck)
struct ClientTests {
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func with(
    credentials: Credentials = Credentials(accessKeyID: "testAccessKeyId", accessKeySecret: "testAccessKeySecret"),
    workspace: String = "a14bd5d90a0000", timeout: Duration = .seconds(10), requestTimeout: Duration = .seconds(5),
    configure: (inout EmulatorConfiguration) -> Void = { _ in },
    _ body: (FlinkAPIClient, Emulator) async throws -> Void
  ) async throws {
    var setUp = EmulatorConfiguration()
    configure(&setUp)
    let emulator = try await Emulator.start(setUp)
    var configuration = FlinkAPIClient.Configuration(
      endpoint: emulator.endpoint, workspaceID: workspace, namespace: "default-namespace", operationTimeout: timeout)
    configuration.requestTimeout = requestTimeout
    let client = FlinkAPIClient(
      configuration, credentials: StaticCredentials(credentials), transport: CurlTransport(), logger: Self.quiet)
    do {
      try await body(client, emulator)
      await emulator.stop()
    } catch {
      await emulator.stop()
      throw error
    }
  }

  private static func draft(_ name: String = "d") -> AliyunFlink.Operation<DeploymentDraft> {
    .createDeploymentDraft(
      name: name, sql: "INSERT INTO a SELECT 1", engineVersion: "vvr-8.0.11-flink-1.17", labels: ["k": "v"])
  }

  @Test("signs what the emulator verifies, temporary keys and Chinese names too")
  func signs() async throws {
    let temporary = Credentials(
      accessKeyID: "STS.testKeyId", accessKeySecret: "stsTestSecret", securityToken: "stsTestToken+/=")
    for credentials in [Credentials(accessKeyID: "testAccessKeyId", accessKeySecret: "testAccessKeySecret"), temporary]
    {
      try await with(credentials: credentials) { client, _ in
        let draft = try await client.call(Self.draft("订单 a/b+c*~"))
        #expect(draft.labels == ["k": "v"])
        #expect(try await client.call(.getDeploymentsByName("订单 a/b+c*~")).isEmpty)
        #expect(try await client.call(.listDeploymentTargets).first?.name == "default-queue")
      }
    }
  }

  @Test(
    "reports who refused",
    arguments: [
      (Fault.Kind.status(500), FlinkAPIError.Kind.gateway, true), (.status(503), .gateway, true),
      (.throttle(retryAfter: nil), .throttled, false),
      (.dropBeforeEffect, .transport, true), (.garble, .decoding, true), (.truncate, .transport, true),
      (.html, .decoding, true),
      (.refuse, .business, false), (.nonceUsed, .gateway, true), (.dropAfterEffect, .transport, true),
    ])
  func kinds(_ fault: Fault.Kind, _ kind: FlinkAPIError.Kind, _ isUnknown: Bool) async throws {
    try await with(timeout: .milliseconds(600)) { client, emulator in
      emulator.inject(Fault(fault, operation: "CreateDeploymentDraft", count: nil))
      let error = await #expect(throws: FlinkAPIError.self) { try await client.call(Self.draft()) }
      #expect(error?.kind == kind)
      #expect((error?.effect == .unknown) == isUnknown)
      #expect(error?.operation == "CreateDeploymentDraft")
      // An operation that can create a second resource is not repeated while its effect is unknown.
      if isUnknown { #expect(emulator.requestCounts["CreateDeploymentDraft"] == 1) }
    }
  }

  @Test(
    "tries an operation that is safe to repeat three times",
    arguments: [Fault.Kind.status(500), .status(503), .dropBeforeEffect, .dropAfterEffect, .garble, .html, .nonceUsed])
  func retries(_ fault: Fault.Kind) async throws {
    try await with { client, emulator in
      emulator.inject(Fault(fault, operation: "ListDeploymentTargets", count: 2))
      let queues = try await client.call(.listDeploymentTargets)
      #expect(queues.count == 2)
      emulator.inject(Fault(fault, operation: "ListDeploymentTargets", count: nil))
      await #expect(throws: FlinkAPIError.self) { try await client.call(.listDeploymentTargets) }
      // On a kept connection that has died, libcurl sends the request again by itself, with the same nonce.
      let isReset = fault == .dropBeforeEffect || fault == .dropAfterEffect
      #expect(isReset || emulator.requestCounts["ListDeploymentTargets"] == 6)
    }
  }

  @Test(
    "reports an unreadable response with its HTTP status",
    arguments: [
      (Fault.Kind.html, FlinkAPIError.Cause.notAnEnvelope(status: 200)), (.garble, .notAnEnvelope(status: 200)),
    ])
  func unreadable(_ fault: Fault.Kind, _ cause: FlinkAPIError.Cause) async throws {
    try await with { client, emulator in
      emulator.inject(Fault(fault, operation: "ListDeploymentTargets", count: nil))
      let error = await #expect(throws: FlinkAPIError.self) { try await client.call(.listDeploymentTargets) }
      #expect(error?.code == "UnreadableAnswer")
      #expect(error?.cause == cause)
    }
  }

  @Test("waits as long as a throttled response says, without using up its attempts")
  func throttled() async throws {
    try await with { client, emulator in
      emulator.inject(Fault(.throttle(retryAfter: 20), operation: "CreateDeploymentDraft", count: 5))
      _ = try await client.call(Self.draft())
      #expect(emulator.requestCounts["CreateDeploymentDraft"] == 6)
    }
  }

  @Test("reads success=false as a failure, and 990301 as not found")
  func notFound() async throws {
    try await with { client, _ in
      let error = await #expect(throws: FlinkAPIError.self) { try await client.call(.getJob("nope")) }
      #expect(error?.isNotFound == true)
      #expect(error?.requestID != nil)
    }
  }

  @Test("reports a wrong key or workspace")
  func wrongKeys() async throws {
    try await with(credentials: Credentials(accessKeyID: "testAccessKeyId", accessKeySecret: "hidden")) { client, _ in
      let error = await #expect(throws: FlinkAPIError.self) { try await client.call(.listDeploymentTargets) }
      #expect(error?.code == "SignatureDoesNotMatch")
      #expect(error?.cause == .signatureMismatch)
      #expect(error?.description.contains("hidden") == false)
    }
    try await with(credentials: Credentials(accessKeyID: "nobody", accessKeySecret: "x")) { client, _ in
      let error = await #expect(throws: FlinkAPIError.self) { try await client.call(.listDeploymentTargets) }
      #expect(error?.code == "InvalidAccessKeyId.NotFound")
    }
    try await with(workspace: "other") { client, _ in
      let error = await #expect(throws: FlinkAPIError.self) { try await client.call(.listDeploymentTargets) }
      #expect(error?.code == "InvalidWorkspace.NotFound")
    }
  }

  @Test("gives up on a response that does not come, and reports the effect as unknown")
  func silence() async throws {
    try await with(requestTimeout: .milliseconds(200)) { client, emulator in
      emulator.inject(Fault(.silentAfterEffect, operation: "CreateDeploymentDraft"))
      let error = await #expect(throws: FlinkAPIError.self) { try await client.call(Self.draft()) }
      #expect(error?.effect == .unknown)
      #expect(emulator.state["drafts"]?.object?.members.count == 1)
    }
  }

  @Test("reports that nothing was sent when no server listens")
  func refused() async throws {
    let configuration = FlinkAPIClient.Configuration(
      endpoint: "http://127.0.0.1:1", workspaceID: "w", namespace: "n", operationTimeout: .seconds(5))
    let client = FlinkAPIClient(
      configuration, credentials: StaticCredentials(Credentials(accessKeyID: "a", accessKeySecret: "b")),
      transport: CurlTransport(), logger: Self.quiet)
    let error = await #expect(throws: FlinkAPIError.self) { try await client.call(Self.draft()) }
    #expect(error?.kind == .transport)
    #expect(error?.effect == FlinkAPIError.Effect.none)
  }

  @Test("stops waiting when its task is cancelled")
  func cancellation() async throws {
    try await with { client, emulator in
      emulator.inject(Fault(.silentAfterEffect, operation: "ListDeploymentTargets"))
      let task = Task { try await client.call(.listDeploymentTargets) }
      while emulator.requestCounts["ListDeploymentTargets", default: 0] == 0 { await Task.yield() }
      task.cancel()
      await #expect(throws: FlinkAPIError.self) { try await task.value }
    }
  }

  @Test("carries out every operation in the life of a deployment")
  func everyOperation() async throws {
    try await with(configure: { $0.durations = .init(ticket: 10, start: 10, stop: 10) }) { client, _ in
      let engines = try await client.call(.listEngineVersionMetadata)
      let queue = try #require(try await client.call(.listDeploymentTargets).first)
      let sql = "INSERT INTO a SELECT 1"
      let validation = try await client.call(
        .validateSQLStatement(sql, engineVersion: engines.defaultVersion, flinkConfiguration: [:]))
      #expect(validation.isValid)
      let draft = try await client.call(Self.draft("all"))
      let drafts = try await client.call(.listDeploymentDrafts(page: 1))
      #expect(drafts == [draft])
      let ticket = try await client.call(
        .deployDeploymentDraftAsync(draft: draft.id, target: queue.name, skipValidate: false))
      var result = try await client.call(.getDeployDeploymentDraftResult(ticket: ticket))
      while result.isPending { result = try await client.call(.getDeployDeploymentDraftResult(ticket: ticket)) }
      let id = try #require(result.deploymentID)
      let read = try await client.call(.getDeploymentDraft(draft.id))
      #expect(read.deploymentID == id)
      let deployment = try await client.call(.getDeployment(id))
      let updated = try await client.call(.updateDeployment(id, document: deployment.document))
      let listed = try await client.call(.listDeployments(page: 1))
      let named = try await client.call(.getDeploymentsByName("all"))
      #expect(listed.map(\.id) == [id] && named.map(\.id) == [id] && updated.draftID == draft.id)
      var job = try await client.call(.startJobWithParams(deployment: id, restore: .none))
      while job.state != .running { job = try await client.call(.getJob(job.id)) }
      let log = try await client.call(.getLatestJobStartLog(deployment: id))
      #expect(log.contains("JobManager"))
      _ = try await client.call(.stopJob(job.id, strategy: .withSavepoint))
      while !job.state.isTerminal { job = try await client.call(.getJob(job.id)) }
      let savepoint = try #require(try await client.call(.listSavepoints(deployment: id)).first)
      #expect(savepoint.state == "COMPLETED" && savepoint.jobID == job.id)
      let jobs = try await client.call(.listJobs(deployment: id))
      #expect(jobs.map(\.id) == [job.id])
      try await client.call(.deleteDeployment(id))
      try await client.call(.deleteDeploymentDraft(draft.id))
      let left = try await client.call(.listDeploymentDrafts(page: 1))
      #expect(left.isEmpty)
    }
  }

  @Test("serves many calls at once")
  func concurrency() async throws {
    // A machine that runs other tests meanwhile may take its time.
    try await with(
      timeout: .seconds(120), requestTimeout: .seconds(60), configure: { $0.requestsPerSecond = 100_000 }
    ) { client, _ in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<200 { group.addTask { try await client.call(.listDeploymentTargets).count } }
        for try await count in group { #expect(count == 2) }
      }
    }
  }
}
