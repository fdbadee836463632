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
    abstract: "Serve the Model Context Protocol on standard input and output.",
    discussion: "This is what assistants and editors start; a person has no use for it at a terminal.")

  func run() async throws {
    let parent = getppid()
    let output = StdioTransport.claimStandardOutput()
    // Before anything is read: a signal in the first moment must end the process as any other does.
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
    let session = try CommandSession.start(takesOver: true)
    let application = session.application
    let hangUp = Latch()
    let (gone, clientIsGone) = AsyncStream.makeStream(of: Void.self)
    let transport = StdioTransport(input: 0, output: output) {
      hangUp.raise()
      clientIsGone.finish()
    }
    let server = Server(
      try Serve.offer(application), writer: transport.writer, logger: application.logger, onReady: application.prepare)
    transport.start(server)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await server.run()
        // Who has sent all and reads on gets all.
        await transport.writer.drain(untilIdleFor: .seconds(1))
      }
      group.addTask {
        await withDiscardingTaskGroup { group in
          group.addTask { await application.run() }
          // These end the process by ending: the end of input is server.run()'s business.
          try? await Task.sleep(for: .seconds(1 << 40))
          group.cancelAll()
        }
      }
      group.addTask { for await _ in gone {} }
      group.addTask { await Serve.outlive(parent, readerOf: output) }
      group.addTask { for await _ in signals { break } }
      // Whatever comes first ends the process; operations in progress stay journaled for the next one.
      await group.next()
      group.cancelAll()
    }
    LogQueue.shared.flush()
    // A client that reads nothing must not keep the process alive.
    if !hangUp.isRaised { transport.writer.drain(within: .milliseconds(300)) }
  }

  /// What is served of `application`.
  static func offer(_ application: Application) throws -> Server.Offer {
    // Of what only this set-up knows, so that another process of it opens what this one has sealed.
    let key = "seal \(application.settings.credentials?.accessKeySecret ?? randomHexadecimal(bytes: 32))"
    return Server.Offer(
      identity: Implementation(
        name: "flink-deploy", version: Application.version, title: "Flink Deploy",
        description: "Turns a Kafka topic into a running Flink job that writes a Hologres table"),
      instructions: Tools.instructions, tools: try Tools.all(application),
      resources: JobResources(application: application),
      prompts: application.settings.isReadOnly ? [] : [.deployTopic],
      tasks: application.settings.isReadOnly ? nil : OperationTasks(application: application),
      seal: Seal(sign: { SHA256.hmacHex(key: key.utf8, message: $0.utf8) }, now: { time(nil) }))
  }

  /// Returns when the client is gone though our input does not say so: when the process that started this one has been
  /// killed while another still holds the pipe, or when nobody can read any more what is written.
  private static func outlive(_ parent: pid_t, readerOf output: Int32) async {
    while !Task.isCancelled, getppid() == parent, hasReader(output) { try? await Task.sleep(for: .milliseconds(250)) }
  }

  private static func hasReader(_ output: Int32) -> Bool {
    var poller = pollfd(fd: output, events: 0, revents: 0)
    return poll(&poller, 1, 0) <= 0 || poller.revents & Int16(POLLERR | POLLHUP) == 0
  }
}
