import Hashing
import Logging
public import Postgres
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A temporary Postgres server on a free port of 127.0.0.1.
///
/// If this process runs as root, the server runs as `nobody`, because Postgres refuses to run as root.
public final class PrivatePostgres: Sendable {
  /// The port.
  public let port: Int
  /// The directory of the server, which is removed with it.
  let directory: String
  private let server: Mutex<ChildProcess>
  private let start: @Sendable () throws(SandboxError) -> ChildProcess
  /// Removes the server and its directory after this process.
  let cleanup: ExitCleanup

  /// Creates a cluster and starts it; returns when it accepts connections.
  /// - Parameter maximumConnections: The limit of connections.
  /// - Throws: ``SandboxError`` if Postgres is not installed or does not start.
  public convenience init(maximumConnections: Int = 300) async throws(SandboxError) {
    try await self.init(cleanup: ExitCleanup(), maximumConnections: maximumConnections)
  }

  /// Creates a cluster and starts it; returns when it accepts connections.
  /// - Parameters:
  ///   - cleanup: Removes the server and its directory after this process.
  ///   - maximumConnections: The limit of connections.
  /// - Throws: ``SandboxError`` if Postgres is not installed or does not start.
  init(cleanup: ExitCleanup, maximumConnections: Int) async throws(SandboxError) {
    self.cleanup = cleanup
    directory = "\(PrivatePostgres.baseDirectory)/flink-sandbox-\(randomHexadecimal(bytes: 6))"
    cleanup.watch(directory: directory)
    let owner = try PrivatePostgres.owner(of: directory)
    let programs = try PostgresPrograms.directory()
    let environment = ["PATH": "\(programs):/usr/sbin:/usr/bin:/sbin:/bin", "HOME": directory, "LC_ALL": "C"]
    try await PrivatePostgres.initialize(owner + ["\(programs)/initdb"], environment, directory)
    let settings = [
      "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off",
      "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "shared_buffers=32MB",
      "max_connections=\(maximumConnections)",
    ]
    let command = owner + ["\(programs)/postgres", "-D", "\(directory)/data"] + settings.flatMap { ["-c", $0] }
    let place = directory
    let start = { @Sendable (port: Int) throws(SandboxError) -> ChildProcess in
      try PrivatePostgres.spawn(command + ["-p", "\(port)"], environment, place)
    }
    let (port, process) = try await PrivatePostgres.takePort(directory, start)
    self.port = port
    self.start = { () throws(SandboxError) in try start(port) }
    server = Mutex(process)
    cleanup.watch(process: process.id)
    try await waitUntilReady()
  }

  /// Creates the directory, and returns the words before a command that run it as the directory's owner.
  private static func owner(of directory: String) throws(SandboxError) -> [String] {
    guard mkdir(directory, 0o711) == 0 else { throw SandboxError("Cannot create the directory \(directory)") }
    guard geteuid() == 0, let nobody = getpwnam("nobody") else { return [] }
    chown(directory, nobody.pointee.pw_uid, nobody.pointee.pw_gid)
    return ["setpriv", "--reuid=nobody", "--regid=\(nobody.pointee.pw_gid)", "--clear-groups"]
  }

  private static func initialize(
    _ initdb: [String], _ environment: [String: String], _ directory: String
  ) async throws(SandboxError) {
    let options = ["-U", "postgres", "-A", "trust", "--no-sync", "--no-locale", "-E", "UTF8"]
    let process = try spawn(initdb + ["-D", "\(directory)/data"] + options, environment, directory)
    guard await wait(for: process) == .exited(0) else {
      throw SandboxError("initdb failed: \(tail(of: "\(directory)/log"))")
    }
  }

  /// Starts the server on a free port; tries again, because another process can take the port first.
  private static func takePort(
    _ directory: String, _ start: (Int) throws(SandboxError) -> ChildProcess
  ) async throws(SandboxError) -> (Int, ChildProcess) {
    var attempts = 3
    while true {
      let port = try freePort()
      let process = try start(port)
      attempts -= 1
      if await isReady(process, port: port, directory) || attempts == 0 { return (port, process) }
      process.signal(SIGQUIT)
      _ = await wait(for: process)
    }
  }

  /// Starts a program that inherits the log, because only the server can write to its directory.
  private static func spawn(
    _ command: [String], _ environment: [String: String], _ directory: String
  ) throws(SandboxError) -> ChildProcess {
    let log = open("\(directory)/log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer {
      close(log)
      close(null)
    }
    return try ChildProcess(
      command, environment: environment, streams: .init(input: null, output: log, error: log), hasOwnSession: true)
  }

  /// Ends the server as a crash would and keeps its data; blocks for some milliseconds.
  public func crash() {
    let ended = server.withLock { $0 }
    ended.signal(SIGQUIT)
    _ = ended.wait()
    cleanup.forget(process: ended.id)
  }

  /// Starts the server again after a ``crash()``; returns when it accepts connections.
  /// - Throws: ``SandboxError`` if it does not start.
  public func restart() async throws(SandboxError) {
    let fresh = try start()
    server.withLock { $0 = fresh }
    cleanup.watch(process: fresh.id)
    try await waitUntilReady()
  }

  private static func wait(for process: ChildProcess) async -> ChildProcess.Ending {
    while true {
      if let ending = process.poll() { return ending }
      try? await Task.sleep(for: .milliseconds(10))
    }
  }

  private func waitUntilReady() async throws(SandboxError) {
    if await PrivatePostgres.isReady(server.withLock { $0 }, port: port, directory) { return }
    throw SandboxError("Postgres did not start: \(PrivatePostgres.tail(of: "\(directory)/log"))")
  }

  /// Waits until `process` accepts connections; false if it ends or accepts none within 30 seconds.
  private static func isReady(_ process: ChildProcess, port: Int, _ directory: String) async -> Bool {
    let client = client(uri(port: port, database: "postgres"), connections: 1)
    for _ in 0..<1500 {
      if process.poll() != nil { return false }
      // Another server can have the port and accept connections too.
      let place = try? await client.query("show data_directory").first?.string("data_directory")
      if place == "\(directory)/data" { return true }
      try? await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  /// The connection URI of a database of this server.
  public func uri(database: String) -> String { PrivatePostgres.uri(port: port, database: database) }

  private static func uri(port: Int, database: String) -> String {
    "postgresql://postgres:sandbox@127.0.0.1:\(port)/\(database)"
  }

  /// A client of a database of this server.
  /// - Parameters:
  ///   - database: The database.
  ///   - connections: The limit of connections.
  public func client(database: String, connections: Int = 4) -> PostgresClient {
    PrivatePostgres.client(uri(database: database), connections: connections)
  }

  private static func client(_ uri: String, connections: Int) -> PostgresClient {
    var configuration = PostgresConfiguration(.uri(uri), applicationName: "flink-sandbox")
    configuration.maximumConnections = connections
    configuration.statementTimeout = .seconds(60)
    return PostgresClient(configuration, logger: Logger(label: "flink-sandbox") { _ in SwiftLogNoOpLogHandler() })
  }

  /// Creates a database.
  /// - Throws: ``PostgresError`` if the server refuses.
  public func createDatabase(_ name: String) async throws(PostgresError) {
    try await client(database: "postgres", connections: 1).query("create database \"\(name)\"")
  }

  /// Ends the server at once and removes its directory; blocks for some milliseconds.
  public func stop() {
    crash()
    cleanup.finish()
  }

  /// A directory in memory if it has space, because a temporary cluster creates and deletes many small files.
  private static var baseDirectory: String {
    var memory = statvfs()
    let isRoomy = statvfs("/dev/shm", &memory) == 0 && memory.f_bavail * memory.f_frsize > 2 << 30
    return isRoomy && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
  }

  private static func freePort() throws(SandboxError) -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw SandboxError("No port is free") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// The last lines of a log file, on one line.
  static func tail(of file: String) -> String {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 65536)
    // A shorter file is read from its beginning.
    if lseek(descriptor, off_t(-bytes.count), SEEK_END) < 0 { lseek(descriptor, 0, SEEK_SET) }
    let count = max(0, read(descriptor, &bytes, bytes.count))
    return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").suffix(3).joined(separator: " | ")
  }
}
