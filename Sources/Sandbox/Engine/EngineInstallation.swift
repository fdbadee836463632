#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A Flink engine on this machine, as `make engine` leaves it.
struct EngineInstallation: Sendable {
  /// The file with the arguments of `java`: heap, class path and the rest.
  let argumentFile: String
  /// The path of `java`.
  let java: String

  /// Finds the engine in the cache, and Java.
  /// - Parameter environment: `FLINK_ENGINE_CACHE`, or `XDG_CACHE_HOME`, or `HOME` says where the cache is, and `PATH`
  ///   where Java is.
  /// - Throws: ``SandboxError`` if the engine or Java is not there.
  init(_ version: EngineVersion, _ environment: [String: String]) throws(SandboxError) {
    let cache =
      environment["FLINK_ENGINE_CACHE"]
      ?? "\(environment["XDG_CACHE_HOME"] ?? "\(environment["HOME"] ?? "")/.cache")/flink-deploy/engine"
    argumentFile = "\(cache)/\(version.release)/java.args"
    guard access(argumentFile, R_OK) == 0 else {
      throw SandboxError("Flink \(version.release) is not in \(cache). Run: make engine RELEASES=\(version.release)")
    }
    do {
      java = try ChildProcess.find("java", in: environment["PATH"] ?? "")
    } catch {
      throw SandboxError("Java is not in PATH. On Debian, run apt-get install default-jdk-headless")
    }
  }
}

/// A version of Flink that the sandbox can run.
public enum EngineVersion: String, Sendable, CaseIterable {
  /// Flink 1.17, of which VVR 8 is made.
  case flink1_17 = "1.17"
  /// Flink 1.20, of which VVR 11 is made.
  case flink1_20 = "1.20"

  /// The release, such as `1.20.5`.
  var release: String {
    switch self {
    case .flink1_17: "1.17.2"
    case .flink1_20: "1.20.5"
    }
  }

  /// The version of the platform's engine that this one stands for.
  var platformVersion: String {
    switch self {
    case .flink1_17: "vvr-8.0.11-flink-1.17"
    case .flink1_20: "vvr-11.1-jdk11-flink-1.20"
    }
  }
}
