import Foundation
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// Every configuration of the page of clients is parsed, and the server in it is started.
@Suite("The configurations of MCP clients", .endsIfStuck)
struct ClientConfigurationTests {
  /// The folder with `.env` on the page.
  private static let folder = "/home/you/flink-deploy"
  /// The programs on the page, with the built ones.
  private static let programs = [
    "/usr/local/bin/flink-deploy": Program.path(of: "flink-deploy"),
    "/path/to/.build/debug/flink-sandbox": Program.path(of: "flink-sandbox"),
  ]
  private static let dotEnv = """
    ALIYUN_REGION=cn-hangzhou
    ALIYUN_FLINK_WORKSPACE_ID=w
    ALIYUN_FLINK_NAMESPACE=n
    ALIYUN_ACCESS_KEY_ID=example-id
    ALIYUN_ACCESS_KEY_SECRET=example-secret
    FLINK_DEPLOY_READ_ONLY=true

    """

  @Test(
    "exist for each client",
    arguments: [
      "Claude Code", "Claude Desktop", "VS Code", "Cursor", "Qoder", "Zed", "Codex", "Gemini CLI", "Clients on Windows",
    ])
  func clients(_ client: String) {
    #expect(ClientBlock.all.contains { $0.client == client })
  }

  @Test("only set variables that are settings", arguments: ClientBlock.all)
  func variables(_ block: ClientBlock) throws {
    let settings = try DocumentedSettings.names()
    #expect(settings.count > 30)
    #expect(Set(try block.server().variables).subtracting(settings) == [])
  }

  /// Clients store their configuration as plain text, and users share it.
  @Test("contain no secret", arguments: ClientBlock.all)
  func secrets(_ block: ClientBlock) throws {
    let server = try block.server()
    for (name, value) in server.environment {
      let isSecret = Settings.isSecret(name) || name == "ALIYUN_ACCESS_KEY_ID"
      let reference = ClientServer.reference(in: value)
      #expect(isSecret == (reference != nil), "\(name)")
      if let reference, reference.kind == "input" {
        #expect(server.inputs.contains { $0.id == reference.name && $0.isHidden }, "\(name)")
      } else if let reference {
        #expect(reference.name == name)
      }
    }
    #expect(URLComponents(string: server.environment["DATABASE_URL"] ?? "")?.password == nil)
    let asked = server.environment.values.compactMap(ClientServer.reference).filter { $0.kind == "input" }
    #expect(Set(asked.map { String($0.name) }) == Set(server.inputs.map(\.id)))
  }

  @Test("start a server that shakes hands", arguments: ClientBlock.all)
  func starts(_ block: ClientBlock) async throws {
    let server = try block.server()
    let folder = FileManager.default.temporaryDirectory.appending(path: "client-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let settings = folder.appending(path: ".env").path
    try Data(Self.dotEnv.utf8).write(to: URL(filePath: settings))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: settings)
    let command = server.command.map { word in
      Self.programs[word] ?? word.replacing(Self.folder, with: folder.path)
    }
    let directory = server.directory?.replacing(Self.folder, with: folder.path) ?? "/"
    let session = try await ClientSession(command, in: directory, environment: environment(of: server))
    #expect(session.hello["result"]?["serverInfo"]?["name"] == "flink-deploy", "\(session.hello.text)")
    // Its .env allows one tool only, which shows that the server has read it.
    let readsFolder = (server.command + [server.directory ?? ""]).contains { $0.contains(Self.folder) }
    #expect(session.tools.count == (readsFolder ? 1 : 6))
  }

  /// The variables as the client sets them, with references replaced.
  private func environment(of server: ClientServer) -> [String: String] {
    let programs = (Program.path(of: "flink-deploy") as NSString).deletingLastPathComponent
    var environment = server.environment.mapValues { ClientServer.reference(in: $0) == nil ? $0 : "example" }
    for name in server.forwarded { environment[name] = "example" }
    environment["PATH"] = "\(programs):/usr/sbin:/usr/bin:/sbin:/bin"
    environment["HOME"] = "/nonexistent"
    return environment
  }
}
