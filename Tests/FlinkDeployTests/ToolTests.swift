import FlinkSQL
import Foundation
import JSONCoding
import Testing
import ToolSchemas

@testable import FlinkDeploy

@Suite("The tool definitions")
struct ToolTests {
  private static let tools = ToolSchemas.documents.compactMap { try? JSON.parse($0) }

  @Test("are four, and together under 8 KB")
  func size() {
    #expect(
      Self.tools.map { $0["name"]?.string } == ["generate_and_deploy", "start_job", "stop_job", "get_job_status"])
    let result: JSON = ["tools": .array(Self.tools)]
    #expect(result.serialized.count < 8192)
  }

  @Test("name just the arguments that are parsed")
  func arguments() {
    let parsed: [String: Set<String>] = [
      "generate_and_deploy": Set(GenerateAndDeployArguments.Key.allCases.map(\.rawValue)),
      "start_job": Set(StartJob.Key.allCases.map(\.rawValue)), "stop_job": Set(StopJob.Key.allCases.map(\.rawValue)),
      "get_job_status": Set(GetJobStatus.Key.allCases.map(\.rawValue)),
    ]
    for tool in Self.tools {
      #expect(Set(tool["inputSchema"]?["properties"]?.object?.keys ?? []) == parsed[tool["name"]?.string ?? ""])
    }
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
    "tell when to use a tool, when not, and have all four hints", arguments: tools.compactMap { $0["name"]?.string })
  func completeness(_ name: String) throws {
    let tool = try #require(Self.tools.first { $0["name"]?.string == name })
    let description = tool["description"]?.string ?? ""
    #expect(description.contains("Use "))
    #expect(description.contains("Do not use") || description.contains("to act use"))
    #expect(
      Set(tool["annotations"]?.object?.keys ?? []) == [
        "readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint",
      ])
    #expect(tool["inputSchema"]?["additionalProperties"] == false)
    for property in tool["inputSchema"]?["properties"]?.object?.members ?? [] {
      #expect(property.value["description"]?.string?.isEmpty == false, "\(property.key)")
    }
  }
}

@Suite("Settings")
struct SettingsTests {
  @Test("a .env that anybody may write is refused, one's own is read")
  func dotEnvOwner() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "flink-deploy-\(UUID().uuidString).env")
    try Data("A=b\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    try DotEnv.checkOwner(of: file.path)
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file.path)
    #expect(throws: SettingsError.self) { try DotEnv.checkOwner(of: file.path) }
  }

  @Test("are read from .env text of every habit")
  func dotEnv() throws {
    let text = "\u{FEFF}# comment\r\nA=1\r\nexport B = \"two words\" # why\r\nC='x#y'\n\nD=plain # comment\nE=\nF=a=b"
    #expect(try DotEnv.parse(text) == ["A": "1", "B": "two words", "C": "x#y", "D": "plain", "E": "", "F": "a=b"])
  }

  @Test("name the line of a .env file that is none", arguments: ["A", "=x", "A B=1", "A=\"x", "A=\"x\" y"])
  func badDotEnv(_ line: String) {
    let error = #expect(throws: SettingsError.self) { try DotEnv.parse("OK=1\n\(line)\n") }
    #expect(error?.problem.contains("line 2") == true)
  }

  @Test(
    "make an endpoint of a region, and take plain http for loopback only",
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

  @Test("make names of deployments that differ where topics and tables do")
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
    "refuse names that the console cannot show",
    arguments: ["", " a", "a/b", "a/\u{301}b", "a\nb", "a${x}", "a${\u{301}x}"])
  func badNames(_ name: String) {
    let error = #expect(throws: SQLGenerationError.self) {
      try GenerateAndDeployArguments(["topic": "a", "hologres_table": "t", "name": .string(name)])
    }
    #expect(error?.code == "invalid_name")
  }

  private static func several(_ table: String, _ more: [String]) throws -> GenerateAndDeployArguments {
    try GenerateAndDeployArguments(
      ["topic": "a", "hologres_table": .string(table), "more_tables": .array(more.map(JSON.string))])
  }

  @Test("make the digest of a request the same whatever the wait, the key and the order of arguments")
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
    "make the digest the same for what means the same",
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

  @Test("make the digest another one for another beginning, and keep those of earlier versions")
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
    "refuse a column that has no type, or a member that columns do not have",
    arguments: [
      (["name": "x"], "'x' has no type", "may be left out"), (["name": "x", "type": " "], "'x' has no type", "STRING"),
      (["name": "x", "type": "", "metadata": "offset"], "'x' has no type", "may be left out"),
      (["name": "x", "type": "Offset"], "metadata of Kafka's", "metadata 'offset'"),
      (["name": "x", "type": "BIGINT", "metadat": "offset"], "a member 'metadat'", "name, type and metadata"),
    ] as [(JSONObject, String, String)])
  func columns(_ column: JSONObject, _ problem: String, _ remedy: String) {
    let call: JSONObject = ["topic": "a", "hologres_table": "t", "columns": [.object(column)]]
    let error = #expect(throws: SQLGenerationError.self) { try GenerateAndDeployArguments(call) }
    #expect(error?.code == (problem.contains("member") ? "invalid_arguments" : "invalid_type"))
    #expect(
      error?.message.contains(problem) == true && error?.remedy.contains(remedy) == true, "\(String(describing: error))"
    )
  }
}
