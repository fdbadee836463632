import JSONCoding
import ModelContextProtocol
import Testing

@testable import FlinkDeploy

@Suite("The JSON Schema of a manifest")
struct ManifestSchemaTests {
  private static let members = BatchSchema.manifest.document["properties"]?.object?.keys ?? []
  private static let pipeline = BatchSchema.manifest.pipeline["properties"]?.object?.keys ?? []

  @Test("has the members of a manifest, and of a pipeline those of generate_and_deploy that describe it")
  func members() {
    #expect(BatchSchema.manifest.document["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    #expect(Set(Self.members) == ["version", "defaults", "pipelines", "if_exists", "on_failure", "max_parallel"])
    let all = Set(ToolName.generateAndDeploy.arguments.map(\.rawValue))
    #expect(Set(Self.pipeline) == all.subtracting(["dry_run", "plan_digest", "wait_seconds", "idempotency_key"]))
  }

  @Test("describes every member for editors, and has no keyword that only the listing of tools needs")
  func texts() {
    func check(_ schema: JSON, _ path: String) {
      #expect(schema["title"] == nil, "\(path)")
      for member in schema["properties"]?.object?.members ?? [] {
        #expect(member.value["description"]?.string?.isEmpty == false, "\(path).\(member.key)")
        check(member.value, "\(path).\(member.key)")
      }
      if let items = schema["items"] { check(items, "\(path)[]") }
    }
    for member in Self.members { check(BatchSchema.manifest.document["properties"]?[member] ?? .null, member) }
  }

  /// The manifests that the documentation shows.
  private static let documented: [String] = {
    guard let page = try? SourceCases.text("Sources/FlinkDeploy/Documentation.docc/Batches.md") else { return [] }
    return page.matches(of: /```yaml\n((?:[^`]|`[^`])*?)```/).map { String($0.1) }
  }()

  @Test("accepts the manifests of the documentation, and so does the command", arguments: documented)
  func documentation(_ text: String) throws {
    #expect(ManifestFile(text).mistakes().isEmpty)
    var composer = ManifestComposer()
    let root = composer.root(of: text)
    let document = BatchSchema.manifest.document
    let value = try #require(root).json(document)
    #expect(JSONSchema(document).violations(in: value).isEmpty)
  }

  @Test("is compared with manifests that the documentation has")
  func isDocumented() { #expect(Self.documented.count >= 2) }
}
