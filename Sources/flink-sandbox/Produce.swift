import ArgumentParser
import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `flink-sandbox produce`.
struct Produce: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write messages to a topic of the sandbox, one for each line.",
    discussion: """
      Works in a command that `flink-sandbox run` started. Example:
        echo '{"order_id": 1, "amount": 9.5}' | flink-sandbox produce orders
      """)

  @Argument(help: "Topic.") var topic: String
  @Argument(help: "File with a message in each line. Default: standard input.") var file: String?

  func run() async throws {
    #if KafkaSampling
      do throws(SandboxError) {
        let servers = try SandboxSetting("KAFKA_BOOTSTRAP_SERVERS").value
        let messages = try lines()
        // The broker of the plain sandbox creates a topic by itself.
        if let control = SandboxSetting.value(of: Sandbox.controlSetting) {
          try await EngineControl(control).createTopic(topic, partitions: 1)
        }
        try KafkaProducer(servers).send(messages, to: topic, partitions: nil)
        print("\(messages.count) \(messages.count == 1 ? "message" : "messages") written to \(topic)")
      } catch {
        printError("flink-sandbox: \(error)")
        throw ExitCode(1)
      }
    #else
      printError("flink-sandbox: This build has no Kafka. Build with --traits KafkaSampling")
      throw ExitCode(1)
    #endif
  }

  #if KafkaSampling
    private func lines() throws(SandboxError) -> [KafkaProducer.Record] {
      let descriptor = file.map { open($0, O_RDONLY) } ?? STDIN_FILENO
      if descriptor < 0 { throw SandboxError("Cannot read \(file ?? "")") }
      defer { if file != nil { close(descriptor) } }
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 65536)
      while case let count = read(descriptor, &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
      return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
        let message = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        return message.isEmpty ? nil : KafkaProducer.Record(value: Array(message))
      }
    }
  #endif
}
