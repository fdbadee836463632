import Foundation
import JSONCoding
import Sandbox
import TestSupport

/// A bundle for MCP clients, and its entry for a registry, as their scripts make them.
struct ClientBundle: Sendable {
  /// Where the scripts are.
  static let scripts = SourceCases.root.appending(path: "Sources/Packaging/bundle").path
  /// The bundle that the tests share; the program in it is only the first bytes of one.
  static let shared = Task { try await ClientBundle() }

  /// The bytes of the archive.
  let archive: Data
  /// `manifest.json`.
  let manifest: JSON
  /// `server.json`.
  let entry: JSON

  /// Makes a bundle.
  init() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bundle-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let server = Program.path(of: "flink-deploy")
    let (program, bundle, entry) = (
      folder.appending(path: "program").path, folder.appending(path: "flink-deploy.mcpb").path,
      folder.appending(path: "server.json").path
    )
    let handle = try FileHandle(forReadingFrom: URL(filePath: server))
    try (handle.read(upToCount: 4096) ?? Data()).write(to: URL(filePath: program))
    try handle.close()
    try await Self.run(
      ["bundle.py", program, bundle, "--ask", server, "--privacy", "https://example.org/privacy"],
      environment: ["SOURCE_DATE_EPOCH": "1790000000"])
    try await Self.run([
      "registry.py", bundle, entry, "--namespace", "org.example", "--repository", "https://example.org/flink-deploy",
      "--download-base", "https://example.org/releases",
    ])
    try await Self.run(["-m", "zipfile", "-e", bundle, folder.path])
    archive = try Data(contentsOf: URL(filePath: bundle))
    manifest = try JSON.parse(try String(contentsOf: folder.appending(path: "manifest.json"), encoding: .utf8))
    self.entry = try JSON.parse(try String(contentsOf: URL(filePath: entry), encoding: .utf8))
  }

  /// What the check says of this bundle with another manifest and another entry.
  func violations(manifest: JSON? = nil, entry: JSON? = nil) async throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "check-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ data: Data, _ name: String) throws -> String {
      try data.write(to: folder.appending(path: name))
      return folder.appending(path: name).path
    }
    var bundle = try write(archive, "flink-deploy.mcpb")
    if let manifest {
      let changed = folder.appending(path: "changed.mcpb").path
      try await Self.run(["-c", Self.exchange, bundle, changed, try write(Data(manifest.text.utf8), "manifest.json")])
      bundle = changed
    }
    let server = try write(Data((entry ?? self.entry).text.utf8), "server.json")
    return try await PythonScript.run(["\(Self.scripts)/check.py", bundle, server]).output
  }

  /// Copies an archive with another manifest.
  private static let exchange = """
    import sys, zipfile
    with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], "w") as new:
        for entry in old.infolist():
            new.writestr(entry, open(sys.argv[3], "rb").read() if entry.filename == "manifest.json" else old.read(entry))
    """

  private static func run(_ arguments: [String], environment: [String: String] = [:]) async throws {
    let arguments = arguments.map { $0.hasSuffix(".py") ? "\(scripts)/\($0)" : $0 }
    let run = try await PythonScript.run(arguments, environment: environment)
    if run.ending != .exited(0) { throw CocoaError(.executableLoad) }
  }
}
