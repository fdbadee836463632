import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// The file with which MCP clients install the server in one click, and its entry for a registry.
@Suite("The one-click bundle", .endsIfStuck)
struct BundleTests {
  /// A mistake that the check must find.
  enum Mistake: String, CaseIterable, CustomTestStringConvertible {
    case missingMember = "manifest: version is missing"
    case unknownMember = "manifest: color is unknown"
    case otherPlatform = "manifest.compatibility.platforms[0]: 'plan9' is none of"
    case undeclaredSetting = "manifest.user_config.aliyun_region: not declared, or not used"
    case settingWithoutValue = "kafka_bootstrap_servers: either it is required, or it has a default"
    case otherDigest = "server.packages[0].fileSha256: the bundle has another one"
    case longDescription = "server.description: 101 characters"
    case otherName = "server.name: 'flink-deploy' does not have the form"

    var testDescription: String { "\(self)" }

    /// The manifest with this mistake; nil if the mistake is in the entry.
    func manifest(_ json: JSON) -> JSON? {
      switch self {
      case .missingMember: json.setting(["version"], to: nil)
      case .unknownMember: json.setting(["color"], to: "blue")
      case .otherPlatform: json.setting(["compatibility", "platforms"], to: ["plan9"])
      case .undeclaredSetting: json.setting(["user_config", "aliyun_region"], to: nil)
      case .settingWithoutValue: json.setting(["user_config", "kafka_bootstrap_servers", "default"], to: nil)
      case .otherDigest, .longDescription, .otherName: nil
      }
    }

    /// The entry with this mistake; nil if the mistake is in the manifest.
    func entry(_ json: JSON) -> JSON? {
      switch self {
      case .otherDigest:
        json.setting(
          ["packages"],
          to: .array(
            (json["packages"]?.array ?? []).map {
              $0.setting(["fileSha256"], to: .string(String(repeating: "0", count: 64)))
            }))
      case .longDescription: json.setting(["description"], to: .string(String(repeating: "x", count: 101)))
      case .otherName: json.setting(["name"], to: "flink-deploy")
      default: nil
      }
    }
  }

  @Test("obeys the rules of its specification, and so does its entry for a registry")
  func rules() async throws {
    #expect(try await ClientBundle.shared.value.violations() == "violations: 0\n")
  }

  @Test("breaks a rule with each of these mistakes", arguments: Mistake.allCases)
  func mistakes(_ mistake: Mistake) async throws {
    let bundle = try await ClientBundle.shared.value
    let found = try await bundle.violations(
      manifest: mistake.manifest(bundle.manifest), entry: mistake.entry(bundle.entry))
    #expect(found.contains(mistake.rawValue), "\(found)")
  }

  @Test("has the same bytes each time")
  func sameBytes() async throws {
    #expect(try await ClientBundle.shared.value.archive == ClientBundle().archive)
  }

  @Test("lists the tools and prompts of the server")
  func contents() async throws {
    let manifest = try await ClientBundle.shared.value.manifest
    let tools = manifest["tools"]?.array ?? []
    #expect(tools.count == 6)
    for tool in tools {
      let schema = try JSON.parse(try SourceCases.text("tool-schemas/\(tool["name"]?.string ?? "").json"))
      #expect(schema["description"] == tool["description"])
    }
    #expect(manifest["prompts"]?.array?.map { $0["name"] } == ["deploy_topic", "diagnose_job"])
    #expect(manifest["version"] == .string(Application.version))
  }

  @Test("asks for settings that exist, and hides those that are secret")
  func settings() async throws {
    let manifest = try await ClientBundle.shared.value.manifest
    let options = manifest["user_config"]?.object?.members ?? []
    #expect(Set(options.map { $0.key.uppercased() }).subtracting(try DocumentedSettings.names()) == [])
    for option in options {
      let name = option.key.uppercased()
      let isSecret = Settings.isSecret(name) || ["ALIYUN_ACCESS_KEY_ID", "DATABASE_URL"].contains(name)
      #expect((option.value["sensitive"] == true) == isSecret, "\(name)")
    }
    for name in Settings.secretVariables where !name.hasPrefix("ALIBABA_") && name != "PGPASSWORD" {
      #expect(options.contains { $0.key.uppercased() == name }, "\(name)")
    }
  }

  /// Clients put a default in place of a value that is left out.
  @Test("starts the server if only the required settings have a value")
  func starts() async throws {
    let manifest = try await ClientBundle.shared.value.manifest
    var environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]
    for member in manifest["server"]?["mcp_config"]?["env"]?.object?.members ?? [] {
      let key = String(member.value.string?.dropFirst("${user_config.".count).dropLast() ?? "")
      let standard = manifest["user_config"]?[key]?["default"]
      let example = member.key == "DATABASE_URL" ? "postgresql://localhost/x" : "example"
      environment[member.key] = standard.map { $0.string ?? $0.text } ?? example
    }
    #expect(environment["FLINK_DEPLOY_READ_ONLY"] == "false")
    let session = try await ClientSession(
      [Program.path(of: "flink-deploy"), "serve"], in: "/", environment: environment)
    #expect(session.hello["result"]?["serverInfo"]?["name"] == manifest["name"])
    #expect(session.tools.map { $0["name"] } == manifest["tools"]?.array?.map { $0["name"] })
  }
}

extension JSON {
  /// An object with another value for a member of it, or of an object in it; nil removes it.
  fileprivate func setting(_ path: [String], to value: JSON?) -> JSON {
    var object = self.object ?? JSONObject()
    object[path[0]] = path.count == 1 ? value : object[path[0]]?.setting(Array(path.dropFirst()), to: value)
    return .object(object)
  }
}
