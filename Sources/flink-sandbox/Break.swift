import ArgumentParser
import Sandbox

/// `flink-sandbox break`.
struct Break: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Break something in the sandbox, to see what the job does.",
    discussion: """
      Works in a command that `flink-sandbox run --engine flink` started. Example:
        flink-sandbox break lock-table public.orders --seconds 30
      """,
    subcommands: [
      DropTable.self, LockTable.self, SlowTable.self, BadMessage.self, BrokerState.self, NetworkState.self,
      KillTaskManager.self,
    ])
}

/// A table that is broken.
struct TableArgument: ParsableArguments {
  /// The table, as SQL names it.
  @Argument(help: "Table, as SQL names it, such as public.orders.") var table: String

  /// Runs statements in the database of the table.
  func run(_ statements: [String]) throws {
    try exitOnError { () throws(SandboxError) in
      try PostgresShell(try SandboxSetting.targetDatabase()).run(statements, isQuiet: true)
    }
  }
}

/// `flink-sandbox break drop-table`.
struct DropTable: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Drop a table.")

  @OptionGroup var target: TableArgument

  func run() throws { try target.run(["drop table \(target.table) cascade"]) }
}

/// `flink-sandbox break lock-table`.
struct LockTable: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lock a table until the time has passed or Ctrl-C.")

  @OptionGroup var target: TableArgument
  @Option(help: "Seconds.") var seconds = 60

  func run() throws {
    try target.run([
      "begin; lock table \(target.table) in access exclusive mode; do $$ begin perform pg_sleep(\(seconds)); end $$; commit"
    ])
  }
}

/// `flink-sandbox break slow-table`.
struct SlowTable: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Make each write to a table slow.")

  @OptionGroup var target: TableArgument
  @Option(help: "Milliseconds for each row; 0 makes the table fast again.") var milliseconds = 20

  func run() throws {
    var statements = ["drop trigger if exists flink_sandbox_slow on \(target.table)"]
    if milliseconds > 0 {
      statements += [
        """
        create or replace function flink_sandbox_slow() returns trigger language plpgsql as
          $$ begin perform pg_sleep(tg_argv[0]::float / 1000); return coalesce(new, old); end $$
        """,
        """
        create trigger flink_sandbox_slow before insert or update or delete on \(target.table) for each row
          execute function flink_sandbox_slow('\(milliseconds)')
        """,
      ]
    }
    try target.run(statements)
  }
}

/// `flink-sandbox break bad-message`.
struct BadMessage: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Write a message that no reader of JSON can read.")

  @Argument(help: "Topic.") var topic: String

  func run() throws {
    #if KafkaSampling
      try exitOnError { () throws(SandboxError) in
        let servers = try SandboxSetting("KAFKA_BOOTSTRAP_SERVERS").value
        try KafkaProducer(servers).send([.init(value: Array("{\"broken\":".utf8))], to: topic, partitions: nil)
      }
    #endif
  }
}

/// Whether a part works.
enum PartState: String, ExpressibleByArgument, CaseIterable {
  case down, up
}

/// `flink-sandbox break broker`.
struct BrokerState: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "broker", abstract: "Stop the Kafka broker, or start it again.")

  @Argument(help: "down or up.") var state: PartState

  func run() async throws { try await set(.broker, state) }
}

/// `flink-sandbox break network`.
struct NetworkState: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network", abstract: "Cut the network between the jobs and the database, or restore it.")

  @Argument(help: "down or up.") var state: PartState

  func run() async throws { try await set(.network, state) }
}

/// `flink-sandbox break task-manager`.
struct KillTaskManager: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task-manager", abstract: "Kill the task manager; another one starts, and the jobs restart.")

  func run() async throws {
    try await withControl { control throws(SandboxError) in try await control.killTaskManager() }
  }
}

/// Takes a part of the engine away, or brings it back.
private func set(_ part: EngineControl.Part, _ state: PartState) async throws {
  try await withControl { control throws(SandboxError) in try await control.set(part, isUp: state == .up) }
}

/// Runs `body` with the engine of the sandbox; prints its error and exits.
private func withControl(_ body: (EngineControl) async throws(SandboxError) -> Void) async throws {
  do throws(SandboxError) {
    try await body(EngineControl(SandboxSetting(Sandbox.controlSetting).value))
  } catch {
    printError("flink-sandbox: \(error)")
    throw ExitCode(1)
  }
}
