import JSONCoding
import JobHealth
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("The prompt diagnose_job", .endsIfStuck)
struct DiagnosePromptTests {
  private func answer(_ method: String, _ params: JSONObject, _ environment: [String: String]) async throws -> JSON {
    let program = try Program("flink-deploy", ["serve"], environment: environment)
    let hello: JSON = [
      "jsonrpc": "2.0", "id": 0, "method": "initialize",
      "params": ["protocolVersion": "2025-11-25", "capabilities": [:], "clientInfo": ["name": "t", "version": "1"]],
    ]
    let request: JSON = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(params)]
    program.send("\(hello.text)\n\(request.text)\n")
    let answer = try await program.messages(upTo: 1).last
    program.endInput()
    _ = await program.wait()
    return try #require(answer)
  }

  @Test("walks through each verdict, and begins with a status that observes")
  func text() async throws {
    let answer = try await answer(
      "prompts/get", ["name": "diagnose_job", "arguments": ["deployment_id": "8c0d2f44"]], ["PATH": "/usr/bin:/bin"])
    let text = try #require(answer["result"]?["messages"]?.array?.first?["content"]?["text"]?.string)
    #expect(text.contains("get_job_status with deployment_id \"8c0d2f44\" and observe_seconds"))
    for verdict in JobHealth.Verdict.allCases { #expect(text.contains(verdict.rawValue), "\(verdict)") }
    for tool in text.matches(of: /\b[a-z]+_(?:job|and_deploy|job_status)\b/).map({ String($0.0) }) {
      #expect(ToolName(rawValue: tool) != nil, "\(tool)")
    }
  }

  @Test("requires a deployment")
  func missing() async throws {
    let answer = try await answer("prompts/get", ["name": "diagnose_job"], ["PATH": "/usr/bin:/bin"])
    #expect(answer["error"]?["code"] == -32602)
  }

  @Test("is there in read-only mode, since it changes nothing", arguments: ["true", "false"])
  func readOnly(_ isReadOnly: String) async throws {
    let environment = ["PATH": "/usr/bin:/bin", "FLINK_DEPLOY_READ_ONLY": isReadOnly]
    let names = try await answer("prompts/list", [:], environment)["result"]?["prompts"]?.array?.map { $0["name"] }
    #expect(names == (isReadOnly == "true" ? ["diagnose_job"] : ["deploy_topic", "diagnose_job"]))
  }
}
