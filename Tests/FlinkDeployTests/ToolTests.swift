import Foundation
import JSONCoding
import Testing
import ToolSchemas

@testable import FlinkDeploy

@Suite("The tool definitions")
struct ToolTests {
  private static let tools = ToolSchemas.documents.compactMap { try? JSON.parse($0) }

  @Test("are six")
  func names() {
    #expect(
      Self.tools.map { $0["name"]?.string } == [
        "generate_and_deploy", "start_job", "stop_job", "get_job_status", "update_job",
        "deploy_pipelines",
      ])
  }

  @Test("let update_job change an argument to all that generate_and_deploy takes")
  func updates() throws {
    let deploy = try #require(Self.arguments(of: .generateAndDeploy))
    let update = try #require(Self.arguments(of: .updateJob))
    let shared = update.members.filter { deploy[$0.key] != nil }
    #expect(shared.count > 15)
    // Only an update can remove a Flink option, with null.
    for member in shared where member.key != Argument.flinkConf.rawValue {
      #expect(Self.withoutTexts(member.value) == deploy[member.key].map(Self.withoutTexts), "\(member.key)")
    }
  }

  private static func arguments(of tool: ToolName) -> JSONObject? {
    tools.first { $0["name"]?.string == tool.rawValue }?["inputSchema"]?["properties"]?.object
  }

  private static func withoutTexts(_ schema: JSON) -> JSON {
    guard let object = schema.object else { return schema }
    let rules = object.members.filter { !["title", "description"].contains($0.key) }
    return .object(JSONObject(rules.map { ($0.key, withoutTexts($0.value)) }))
  }

  @Test("name just the arguments of the table of arguments")
  func arguments() throws {
    for tool in Self.tools {
      let name = try #require(tool["name"]?.string.flatMap(ToolName.init))
      let named = Set(tool["inputSchema"]?["properties"]?.object?.keys ?? [])
      #expect(named == Set(name.arguments.map(\.rawValue)), "\(name)")
    }
    #expect(Set(ToolName.allCases.flatMap(\.arguments)) == Set(Argument.allCases))
  }

  @Test("name all members of the results")
  func results() {
    for tool in Self.tools {
      let named = Set(tool["outputSchema"]?["properties"]?.object?.keys ?? [])
      #expect(Set(ActionResult.Key.allCases.map(\.rawValue)).isSubset(of: named))
      if tool["name"] == "get_job_status" {
        #expect(Set(GetJobStatus.ResultKey.allCases.map(\.rawValue)).isSubset(of: named))
      }
    }
  }

  @Test(
    "say when to use a tool, when not and what it returns, and have hints",
    arguments: tools.compactMap { $0["name"]?.string })
  func completeness(_ name: String) throws {
    let tool = try #require(Self.tools.first { $0["name"]?.string == name })
    let description = tool["description"]?.string ?? ""
    #expect(description.contains("Use "))
    #expect(description.contains("Do not use"))
    #expect(description.contains("Returns "))
    // The other hints have their default, or no meaning for a tool that changes nothing.
    let hints: Set = ["readOnlyHint", "destructiveHint", "idempotentHint"]
    let isReadOnly = tool["annotations"]?["readOnlyHint"] == true
    #expect(Set(tool["annotations"]?.object?.keys ?? []) == (isReadOnly ? ["readOnlyHint"] : hints))
    #expect(tool["inputSchema"]?["additionalProperties"] == false)
    let arguments = Self.members(of: tool["inputSchema"], "")
    #expect(!arguments.isEmpty)
    for (path, member) in arguments { #expect(member["description"]?.string?.isEmpty == false, "\(path)") }
  }

  @Test("give each member of a result its type or values, and a description")
  func memberTypes() {
    for tool in Self.tools {
      for (path, member) in Self.members(of: tool["outputSchema"], "") {
        #expect(member["type"] != nil || member["enum"] != nil, "\(path)")
        #expect(member["description"]?.string?.isEmpty == false, "\(path)")
      }
    }
  }

  /// The members of an object that a schema describes, and those of objects in them, by their paths.
  private static func members(of schema: JSON?, _ path: String) -> [(String, JSON)] {
    (schema?["properties"]?.object?.members ?? []).flatMap { member -> [(String, JSON)] in
      let inner = member.value["items"] ?? member.value
      return [(path + member.key, member.value)] + members(of: inner, "\(path)\(member.key).")
    }
  }
}

@Suite("Settings")
struct SettingsTests {
  @Test("a .env file that every user can write is rejected, one's own is read")
  func dotEnvOwner() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "flink-deploy-\(UUID().uuidString).env")
    try Data("A=b\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    try DotEnv.checkOwner(of: file.path)
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file.path)
    #expect(throws: SettingsError.self) { try DotEnv.checkOwner(of: file.path) }
  }

  @Test("are read from .env text in all its forms")
  func dotEnv() throws {
    let text = "\u{FEFF}# comment\r\nA=1\r\nexport B = \"two words\" # why\r\nC='x#y'\n\nD=plain # comment\nE=\nF=a=b"
    #expect(try DotEnv.parse(text) == ["A": "1", "B": "two words", "C": "x#y", "D": "plain", "E": "", "F": "a=b"])
  }

  @Test("name the malformed line of a .env file", arguments: ["A", "=x", "A B=1", "A=\"x", "A=\"x\" y"])
  func badDotEnv(_ line: String) {
    let error = #expect(throws: SettingsError.self) { try DotEnv.parse("OK=1\n\(line)\n") }
    #expect([.lineWithoutEquals(2), .lineWithoutName(2), .lineWithOpenQuote(2)].contains(error?.problem))
  }

  @Test(
    "build an endpoint from a region, and accept plain http for loopback only",
    arguments: [
      (["ALIYUN_REGION": "cn-hangzhou"], "https://ververica.cn-hangzhou.aliyuncs.com"),
      (["ALIYUN_ENDPOINT": "api.example.com"], "https://api.example.com"),
      (["ALIYUN_ENDPOINT": "http://127.0.0.1:80/"], "http://127.0.0.1:80"),
      (["ALIYUN_ENDPOINT": "http://localhost.evil.com"], nil),
      (["ALIYUN_ENDPOINT": "http://10.0.0.1"], nil), (["ALIYUN_ENDPOINT": "ftp://x"], nil),
      (["ALIYUN_ENDPOINT": "https://u:p@x"], nil),
    ])
  func endpoints(_ environment: [String: String], _ expected: String?) {
    let settings = try? Settings(environment: environment)
    #expect(settings?.endpoint == expected)
  }

  @Test("build deployment names that differ if topics or tables differ")
  func names() throws {
    func name(_ topic: String, _ table: String) throws -> String {
      try GenerateAndDeployArguments(["topic": .string(topic), "hologres_table": .string(table)]).name
    }
    #expect(try name("orders", "public.orders") == "orders-to-public-orders")
    let names = try [
      ("a", "会员"), ("a", "会员2"), ("a.b", "t"), ("a_b", "t"), (String(repeating: "x", count: 200), "t"),
      ("x", "\"a-b\".c"), ("x", "a.\"b-c\""), ("a-to-public-b", "s.t"), ("a", "public.\"b-to-s-t\""),
    ].map { try name($0, $1) }
    #expect(Set(names).count == names.count)
    let accents = ["n\u{303}", "\u{F1}"]
    let orders = try [accents, accents.reversed()].map { try Self.several($0[0], [$0[1]]) }
    #expect(orders[0].name == orders[1].name && orders[0].digest == orders[1].digest)
    #expect(try Self.several("b", ["c", "a"]).name == Self.several("a", ["public.b", "c"]).name)
    let sets = try [
      Self.several("a", []), Self.several("a", ["b"]), Self.several("a", ["b", "c"]), Self.several("c", ["a"]),
    ]
    #expect(Set(sets.map(\.name)).count == sets.count)
    #expect(sets.allSatisfy { $0.name.count <= 64 })
    #expect(names.allSatisfy { $0.count <= 64 })
  }

  @Test(
    "reject names that the console cannot show",
    arguments: ["", " a", "a/b", "a/\u{301}b", "a\nb", "a${x}", "a${\u{301}x}"])
  func badNames(_ name: String) {
    let error = #expect(throws: Failure.self) {
      try GenerateAndDeployArguments(["topic": "a", "hologres_table": "t", "name": .string(name)])
    }
    #expect(error?.code == "invalid_name")
  }

  private static func several(_ table: String, _ more: [String]) throws -> GenerateAndDeployArguments {
    try GenerateAndDeployArguments(
      ["topic": "a", "hologres_table": .string(table), "more_tables": .array(more.map(JSON.string))])
  }

  @Test("digest a request without its wait, its key and the order of its arguments")
  func digests() throws {
    func digest(_ text: String) throws -> String {
      try GenerateAndDeployArguments(JSON.parse(text).object ?? [:]).digest
    }
    let base = try digest("{\"topic\":\"a\",\"hologres_table\":\"t\"}")
    #expect(
      try digest(
        "{\"hologres_table\":\"t\",\"topic\":\"a\",\"wait_seconds\":5,\"idempotency_key\":\"k\",\"start\":true}")
        == base)
    #expect(try digest("{\"topic\":\"a\",\"hologres_table\":\"t\",\"start\":false}") != base)
    #expect(try digest("{\"topic\":\"a\",\"hologres_table\":\"t\",\"more_tables\":[]}") == base)
    #expect(try digest("{\"topic\":\"a\",\"hologres_table\":\"public.t\"}") == base)
    #expect(try digest("{\"topic\":\"a\",\"hologres_table\":\"\\\"public\\\".t\"}") == base)
    #expect(try Self.several("b", ["c", "a"]).digest == Self.several("a", ["public.b", "c"]).digest)
    #expect(try Self.several("a", ["b"]).digest != Self.several("a", ["c"]).digest)
  }

  private static func digest(_ further: JSONObject) throws -> String {
    var call: JSONObject = ["topic": "a", "hologres_table": "public.t"]
    for member in further.members { call[member.key] = member.value }
    return try GenerateAndDeployArguments(call).digest
  }

  @Test(
    "digest equal requests equally",
    arguments: [
      ([:], ["startup_mode": "earliest-offset"]), ([:], ["resources": [:]]), ([:], ["flink_conf": [:]]),
      (["startup_timestamp_ms": 1], ["startup_timestamp_ms": 1, "startup_mode": "timestamp"]),
      (
        ["startup_offsets": ["0": 5, "1": 6]],
        ["startup_offsets": ["1": 6, "0": 5], "startup_mode": "specific-offsets"]
      ),
    ] as [(JSONObject, JSONObject)])
  func sameDigests(_ left: JSONObject, _ right: JSONObject) throws {
    #expect(try Self.digest(left) == Self.digest(right))
  }

  @Test("digest other start positions differently, and keep the digests of earlier versions")
  func otherDigests() throws {
    let beginnings: [JSONObject] = [
      [:], ["startup_mode": "latest-offset"], ["startup_mode": "group-offsets"], ["startup_timestamp_ms": 1],
      ["startup_timestamp_ms": 2], ["startup_offsets": ["0": 5]], ["startup_offsets": ["0": 6]],
    ]
    #expect(try Set(beginnings.map(Self.digest)).count == beginnings.count)
    // A process of an earlier version may have journaled it.
    #expect(try Self.digest([:]) == "7c82870f87b774439027b954a5862ee2be2494be6b1c653265cdaead5f6f30c9")
  }

  @Test(
    "reject a column that has no type, or a member that columns do not have",
    arguments: [
      (["name": "x"], .typeMissing, "invalid_type"), (["name": "x", "type": " "], .typeMissing, "invalid_type"),
      (["name": "x", "type": "", "metadata": "offset"], .typeMissing, "invalid_type"),
      (["name": "x", "type": "Offset"], .metadataAsType("Offset", use: "offset"), "invalid_type"),
      (["name": "x", "type": "BIGINT", "metadat": "offset"], .unknownMember("metadat"), "invalid_arguments"),
    ] as [(JSONObject, PlanProblem.ColumnFault, String)])
  func columns(_ column: JSONObject, _ fault: PlanProblem.ColumnFault, _ code: String) {
    let call: JSONObject = ["topic": "a", "hologres_table": "t", "columns": [.object(column)]]
    let error = #expect(throws: Failure.self) { try GenerateAndDeployArguments(call) }
    #expect(error?.code == code)
    #expect(error?.problem as? PlanProblem == .invalidColumn("x", fault))
  }
}
