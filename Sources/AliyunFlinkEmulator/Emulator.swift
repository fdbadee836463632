import FoundationEssentials
public import JSONCoding
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Alibaba Cloud's Flink API as a local HTTP server: the real wire, signatures and all, and faults on demand.
///
/// For people beside the API: `GET /_emulator/state` shows everything, `GET /_emulator/counts` how often each operation was
/// asked for, `GET /_emulator/throttled` how often it was over the rate limit, `POST /_emulator/faults` makes things go
/// wrong.
public final class Emulator: Sendable {
  private let configuration: EmulatorConfiguration
  private let gateway: Mutex<Gateway>
  private let engine: Engine?
  private let group: MultiThreadedEventLoopGroup
  private let channel: any Channel
  /// Answers that wait until the faults are cleared.
  private let held = Mutex<[EventLoopPromise<Void>]>([])

  /// The engine that runs the jobs, and the task that works with it.
  private struct Engine {
    let engine: any JobEngine
    let commands: AsyncStream<EngineCommand>.Continuation
    let task: Task<Void, Never>
  }

  /// Starts to listen at 127.0.0.1.
  /// - Parameter engine: What runs the jobs; nil to let their states follow the clock.
  /// - Throws: when the port is taken or the state file cannot be read.
  public static func start(
    _ configuration: EmulatorConfiguration, engine: (any JobEngine)? = nil
  ) async throws -> Emulator {
    var gateway = Gateway(configuration)
    gateway.platform.variables = configuration.variables.mapValues { Platform.Variable(value: $0) }
    if let engine {
      gateway.platform.runsJobs = true
      gateway.platform.engineVersions = engine.engineVersions
    }
    if let file = configuration.stateFile, let data = try? Data(contentsOf: URL(filePath: file)) {
      gateway.platform.restore(try JSON.parse(data))
      if engine != nil { gateway.platform.endLostJobs(Int(Date.now.timeIntervalSince1970 * 1000)) }
    }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let box = Box()
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.pipeline.configureHTTPServerPipeline(withErrorHandling: true).flatMapThrowing {
          try channel.pipeline.syncOperations.addHandler(ConnectionHandler(box))
        }
      }
    do {
      let channel = try await bootstrap.bind(host: "127.0.0.1", port: configuration.port).get()
      let emulator = Emulator(configuration, gateway, group, channel, engine)
      box.emulator.withLock { $0 = emulator }
      return emulator
    } catch {
      try await group.shutdownGracefully()
      throw error
    }
  }

  private init(
    _ configuration: EmulatorConfiguration, _ gateway: Gateway, _ group: MultiThreadedEventLoopGroup,
    _ channel: any Channel, _ engine: (any JobEngine)?
  ) {
    self.configuration = configuration
    self.gateway = Mutex(gateway)
    self.group = group
    self.channel = channel
    guard let engine else {
      self.engine = nil
      return
    }
    let (commands, continuation) = AsyncStream.makeStream(of: EngineCommand.self)
    let observer = Box()
    let runner = EngineRunner(
      engine: engine, commands: commands,
      report: { event in observer.emulator.withLock { $0 }?.observe(event) },
      activeJobs: { observer.emulator.withLock { $0 }?.activeJobs ?? [] })
    self.engine = Engine(engine: engine, commands: continuation, task: Task { await runner.run() })
    observer.emulator.withLock { $0 = self }
  }

  /// The port it listens on.
  public var port: Int { channel.localAddress?.port ?? 0 }

  /// `http://127.0.0.1:PORT`.
  public var endpoint: String { "http://127.0.0.1:\(port)" }

  /// Closes all connections and stops listening.
  public func stop() async {
    engine?.commands.finish()
    engine?.task.cancel()
    await engine?.task.value
    // What the engine did after the last request is not in the file yet.
    if let file = configuration.stateFile { Emulator.write(state, to: file) }
    releaseAnswers()
    try? await channel.close()
    try? await group.shutdownGracefully()
  }

  /// Makes something go wrong.
  public func inject(_ fault: Fault) { gateway.withLock { $0.plan.faults.append(fault) } }

  /// Forgets the faults that are still to come; requests that are late take place, and held answers go out, now.
  public func clearFaults() {
    gateway.withLock { gateway in
      gateway.plan.faults = []
      gateway.carryOut(until: .distantFuture)
    }
    releaseAnswers()
  }

  private func releaseAnswers() {
    let promises = held.withLock { held in
      defer { held = [] }
      return held
    }
    for promise in promises { promise.succeed() }
  }

  /// Comes true when the faults are cleared.
  func faultsCleared(_ eventLoop: any EventLoop) -> EventLoopFuture<Void> {
    let promise = eventLoop.makePromise(of: Void.self)
    held.withLock { $0.append(promise) }
    return promise.futureResult
  }

  /// How often each operation was asked for.
  public var requestCounts: [String: Int] { gateway.withLock { $0.counts } }

  /// Everything the platform holds: `drafts`, `tickets`, `deployments`, `jobs`, `savepoints` by id.
  public var state: JSON {
    gateway.withLock { gateway in
      gateway.platform.advance(to: Int(Date.now.timeIntervalSince1970 * 1000))
      return gateway.platform.document
    }
  }

  /// Changes what the platform holds behind the API's back, as a person in the console would.
  public func deleteByHand(_ id: String) {
    gateway.withLock { gateway in
      gateway.platform.drafts[id] = nil
      gateway.platform.deployments[id] = nil
      gateway.platform.jobs[id] = nil
    }
  }

  /// Starts a job as a person in the console would; its id, nil when that is refused.
  public func startByHand(_ deploymentID: String) -> String? {
    byHand("StartJobWithParams", [], ["deploymentId": .string(deploymentID)])?["jobId"]?.string
  }

  /// Stops a job as a person in the console would.
  public func stopByHand(_ jobID: String) { _ = byHand("StopJob", [jobID], ["stopStrategy": "NONE"]) }

  /// Lets a job without an engine end at once.
  /// - Parameter state: The state in which it ends, such as `FAILED`.
  public func end(job id: String, as state: String) {
    gateway.withLock { gateway in
      let now = Int(Date.now.timeIntervalSince1970 * 1000)
      let failure = state == "FAILED" ? Platform.connectorMissing : nil
      let savepointID = gateway.platform.transitions[id]?.first?.savepointID
      gateway.platform.transitions[id] = [
        Platform.Transition(dueAt: now, state: state, failure: failure, savepointID: savepointID)
      ]
    }
  }

  /// Lets a job without an engine seem to do something else than to flow.
  public func play(_ scenario: JobScenario, job id: String) {
    gateway.withLock { $0.platform.scenarios[id] = scenario }
  }

  private func byHand(_ name: String, _ parameters: [String], _ body: JSONObject) -> JSON? {
    let call = OperationCall(name: name, parameters: parameters, query: [:], body: body)
    let now = Int(Date.now.timeIntervalSince1970 * 1000)
    defer { sendCommands() }
    return gateway.withLock { try? $0.platform.perform(call, now: now, inside: { _ in nil }).data }
  }

  private static func write(_ document: JSON, to file: String) {
    try? Data(document.serialized).write(to: URL(filePath: file), options: .atomic)
  }

  private var activeJobs: Set<String> {
    gateway.withLock { Set($0.platform.jobs.keys.filter($0.platform.isActive).map(Platform.engineID)) }
  }

  private func observe(_ event: EngineEvent) {
    gateway.withLock { $0.platform.observe(event, Int(Date.now.timeIntervalSince1970 * 1000)) }
    sendCommands()
  }

  /// Hands what the platform wants to the engine.
  private func sendCommands() {
    guard let engine else { return }
    let commands = gateway.withLock { gateway in
      defer { gateway.platform.commands = [] }
      return gateway.platform.commands
    }
    for command in commands { engine.commands.yield(command) }
  }

  /// The reply with what the engine answers.
  func completed(_ reply: WireReply) async -> WireReply {
    guard let (question, fault) = reply.question, let engine = engine?.engine else { return reply }
    var reply = reply
    reply.question = nil
    let result: Result<OperationResult, BusinessError>
    do throws(EngineFailure) {
      switch question {
      case .validate(let sql):
        result = .success(OperationResult(Platform.validation(try await engine.problem(in: sql))))
      case .startLog(let log):
        result = .success(OperationResult(.string(log.text(await engine.log(of: log.jobID)))))
      case .read(let path):
        let answer = try await engine.read(path.text)
        result = .success(OperationResult(.string(path.answer(answer).text)))
      }
    } catch {
      result = .failure(BusinessError.invalid(error.message))
    }
    reply.body = Gateway.envelope(result)
    return Gateway.faulty(reply, fault)
  }

  func reply(to request: WireRequest) -> WireReply {
    let now = Date.now
    switch request.rawPath {
    case "/_emulator/state": return WireReply(body: Array(state.prettyText.utf8))
    case "/_emulator/counts": return Emulator.reply(requestCounts)
    case "/_emulator/throttled": return Emulator.reply(gateway.withLock { $0.throttled })
    case "/_emulator/faults" where request.method == "POST":
      guard let fault = Fault((try? JSON.parse(request.body)) ?? .null) else {
        return Gateway.errorReply(GatewayError(status: 400, code: "InvalidFault", message: "See Fault.Kind"))
      }
      inject(fault)
      return WireReply(status: 204)
    case "/_emulator/scenarios" where request.method == "POST":
      let json = (try? JSON.parse(request.body)) ?? .null
      guard let scenario = json["scenario"]?.string.flatMap(JobScenario.init), let id = json["job"]?.string else {
        return Gateway.errorReply(GatewayError(status: 400, code: "InvalidScenario", message: "See JobScenario"))
      }
      play(scenario, job: id)
      return WireReply(status: 204)
    case "/_emulator/faults" where request.method == "DELETE":
      clearFaults()
      return WireReply(status: 204)
    default:
      let (reply, document) = gateway.withLock { gateway in
        let reply = gateway.reply(to: request, now: now)
        return (reply, request.method == "GET" || configuration.stateFile == nil ? nil : gateway.platform.document)
      }
      sendCommands()
      if let document, let file = configuration.stateFile { Emulator.write(document, to: file) }
      return reply
    }
  }
}

extension Emulator {
  /// A JSON object of numbers by operation.
  fileprivate static func reply(_ counts: [String: Int]) -> WireReply {
    let members = counts.sorted { $0.key < $1.key }.map { ($0.key, JSON.int($0.value)) }
    return WireReply(body: JSON.object(JSONObject(members)).serialized)
  }
}

/// Lets connections find the emulator, which exists only once it listens.
final class Box: Sendable {
  let emulator = Mutex<Emulator?>(nil)
}
