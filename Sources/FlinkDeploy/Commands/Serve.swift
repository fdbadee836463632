import ArgumentParser
import JSONRPC
import ModelContextProtocol
import UnixSignals

/// `flink-deploy serve`.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the Model Context Protocol on standard input and output.",
    discussion: "This is what assistants and editors start; a person has no use for it at a terminal.")

  func run() async throws {
    let output = StdioTransport.claimStandardOutput()
    let session = try CommandSession.start(takesOver: true)
    let application = session.application
    let hangUp = Latch()
    let (gone, clientIsGone) = AsyncStream.makeStream(of: Void.self)
    let transport = StdioTransport(input: 0, output: output) {
      hangUp.raise()
      clientIsGone.finish()
    }
    let server = try Server(
      identity: Implementation(
        name: "flink-deploy", version: Application.version, title: "Flink Deploy",
        description: "Turns a Kafka topic into a running Flink job that writes a Hologres table"),
      instructions: Tools.instructions, tools: Tools.all(application), writer: transport.writer,
      logger: application.logger, onReady: application.prepare)
    transport.start(server)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await server.run() }
      group.addTask {
        await withDiscardingTaskGroup { group in
          group.addTask { await application.run() }
          // These end the process by ending: the end of input is server.run()'s business.
          try? await Task.sleep(for: .seconds(1 << 40))
          group.cancelAll()
        }
      }
      group.addTask { for await _ in gone {} }
      group.addTask {
        for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup) { break }
      }
      // Whatever comes first ends the process; operations in progress stay journaled for the next one.
      await group.next()
      group.cancelAll()
    }
    // A client that reads nothing must not keep the process alive.
    if !hangUp.isRaised { transport.writer.drain(within: .milliseconds(300)) }
  }
}
