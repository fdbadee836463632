import AliyunFlinkEmulator
import ArgumentParser
import Dispatch
import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A sandbox and the environment of the programs in it.
struct SandboxSession {
  /// The sandbox.
  let sandbox: Sandbox
  /// The whole environment of a program.
  let environment: [String: String]

  /// Starts a sandbox.
  /// - Parameter options: The directory of the emulator's state, created if missing, and how long things take.
  /// - Throws: ``SandboxError``, ``PostgresError``, or an error of the emulator.
  static func start(_ options: SandboxOptions) async throws -> SandboxSession {
    var configuration = EmulatorConfiguration()
    if let durations = options.durations?.value { configuration.durations = durations }
    if let stateDirectory = options.stateDir {
      mkdir(stateDirectory, 0o755)
      configuration.stateFile = "\(stateDirectory)/emulator.json"
    }
    var environment = inheritedEnvironment()
    let sandbox = try await Sandbox(
      emulator: configuration, engine: options.engine?.version, stateDirectory: options.stateDir, inherited: environment
    )
    environment.merge(sandbox.environment) { _, own in own }
    // Finds the programs in the directory of this one without an installation.
    let path = environment["PATH"] ?? "/usr/bin:/bin"
    if let directory = ownDirectory() { environment["PATH"] = "\(directory):\(path)" }
    return SandboxSession(sandbox: sandbox, environment: environment)
  }

  static func inheritedEnvironment() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
      entry += 1
    }
    return variables
  }

  private static func ownDirectory() -> String? {
    guard let resolved = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(resolved) }
    let path = String(cString: resolved)
    return path.lastIndex(of: "/").map { String(path[..<$0]) }
  }

  /// Waits for a child without blocking Swift's threads.
  func wait(for child: ChildProcess) async -> ChildProcess.Ending {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "flink-sandbox.wait").async { continuation.resume(returning: child.wait()) }
    }
  }
}

/// The options of the subcommands that start a sandbox.
struct SandboxOptions: ParsableArguments {
  /// What runs the jobs.
  @Option(
    help: """
      What runs the jobs: none (their states follow the clock), flink, flink:1.17 or flink:1.20 (a real Flink, which \
      needs Java and `make engine`). Default: none.
      """) var engine: EngineArgument?
  /// The directory of the emulator's state.
  @Option(help: "Directory that keeps the state of the emulated cloud for the next run.") var stateDir: String?
  /// How long things take in the emulated cloud.
  @Option(help: "Milliseconds of a deployment, a start and a stop in the emulated cloud. Default: 400,800,500.")
  var durations: DurationsArgument?
}

/// Three numbers of milliseconds with commas between them.
struct DurationsArgument: ExpressibleByArgument {
  let value: EmulatorConfiguration.Durations

  init?(argument: String) {
    let numbers = argument.split(separator: ",").compactMap { Int($0) }
    guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
    value = .init(ticket: numbers[0], start: numbers[1], stop: numbers[2])
  }
}

/// Writes a line to standard error.
func printError(_ text: String) {
  let bytes = Array((text + "\n").utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}
