import AliyunFlink
import ArgumentParser
import Hashing
import JSONRPC
import ModelContextProtocol
import UnixSignals

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `flink-deploy serve`.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: HelpText.serve.processText, discussion: HelpText.serveDiscussion.processText)

  func run() async throws {
    let parent = getppid()
    let output = StdioTransport.claimStandardOutput()
    // Before any input is read, so that a signal in the first moment ends the process as any other signal does.
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
    let session = try CommandSession.start(.tools, takesOver: true)
    let application = session.application
    let batches = BatchQueue(application)
    let hangUp = Latch()
    let (gone, clientIsGone) = AsyncStream.makeStream(of: Void.self)
    let transport = StdioTransport(input: 0, output: output) {
      hangUp.raise()
      clientIsGone.finish()
    }
    let server = Server(
      try Serve.capabilities(application, batches), writer: transport.writer, logger: application.logger,
      onReady: {
        application.prepare()
        batches.prepare()
      })
    transport.start(server)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await server.run()
        // A client that has closed its output can still read all responses.
        await transport.writer.drain(untilIdleFor: .seconds(1))
      }
      group.addTask {
        await withDiscardingTaskGroup { group in
          group.addTask { await application.run() }
          group.addTask { await batches.run() }
          // The end of application.run() must not end the process: server.run() ends with the input.
          try? await Task.sleep(for: .seconds(1 << 40))
          group.cancelAll()
        }
      }
      group.addTask { for await _ in gone {} }
      group.addTask { await Serve.outlive(parent, readerOf: output) }
      group.addTask { for await _ in signals { break } }
      // The first of them ends the process; operations in progress stay journaled for the next process.
      await group.next()
      group.cancelAll()
    }
    LogQueue.shared.flush()
    // A client that does not read must not keep the process running.
    if !hangUp.isRaised { transport.writer.drain(within: .milliseconds(300)) }
  }

  /// What the server offers for `application`.
  /// - Parameter batches: Carries batches out after their calls have ended; nil to leave them with the end of a call.
  /// - Throws: an error if a built-in schema cannot be read, which a test rules out.
  static func capabilities(
    _ application: Application, _ batches: BatchQueue? = nil
  ) throws -> Server.Capabilities {
    // Made of a secret of this installation, so that each of its processes accepts the signatures of the others.
    let key = "seal \(application.settings.credentials?.accessKeySecret ?? randomHexadecimal(bytes: 32))"
    let isReadOnly = application.settings.isReadOnly
    return Server.Capabilities(
      identity: Implementation(
        name: "flink-deploy", version: Application.version, title: "Flink Deploy",
        description: "Deploys a Kafka topic to a Hologres table as a Flink SQL job on Alibaba Cloud"),
      instructions: Tools.instructions, tools: try Tools.all(application, queue: batches),
      resources: JobResources(application: application),
      prompts: (isReadOnly ? [] : [.deployTopic(application.voice)]) + [.diagnoseJob(application)],
      tasks: isReadOnly ? nil : OperationTasks(application: application),
      signature: CallSignature(sign: { SHA256.hmacHex(key: key.utf8, message: $0.utf8) }, now: { time(nil) }),
      wording: Server.Wording(application.voice))
  }

  /// Returns when the client has ended although the input is open: when the parent process was killed while another
  /// process holds the pipe, or when no process can read the output.
  private static func outlive(_ parent: pid_t, readerOf output: Int32) async {
    while !Task.isCancelled, getppid() == parent, hasReader(output) { try? await Task.sleep(for: .milliseconds(250)) }
  }

  private static func hasReader(_ output: Int32) -> Bool {
    var poller = pollfd(fd: output, events: 0, revents: 0)
    return poll(&poller, 1, 0) <= 0 || poller.revents & Int16(POLLERR | POLLHUP) == 0
  }
}

extension Server.Wording {
  /// The texts in the language of `voice`.
  fileprivate init(_ voice: Voice) {
    self.init(
      confirm: ServerText.confirm.text(voice), taskDone: ServerText.taskDone.text(voice),
      taskRefused: ServerText.taskRefused.text(voice))
  }
}
