import Deployments
import JSONCoding
import ModelContextProtocol
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("The result of a pipeline in the journal", .endsIfStuck)
struct RecordedResultTests {
  private static let identity = ActionResult.Identity(
    status: .running, deploymentID: "d-1", jobID: "j-1", aliyunJobID: 7, sqlRecordID: 8, deploymentName: "orders")

  private static let results: [ActionResult] = [
    ActionResult(.succeeded, identity),
    ActionResult(.succeeded, identity, notes: [.call(.kept)], nextStep: .checkOrStop(jobID: "j-1")),
    ActionResult(Failure(BatchProblem.notBegun), deploymentName: "orders"),
    ActionResult(
      .failed, identity, failure: Failure(BatchProblem.returned, requestID: "R", isRolledBack: true)),
    {
      var result = ActionResult(.succeeded, identity)
      result.add("version", .int(2))
      result.add("shown") { .string("\($0)") }
      return result
    }(),
  ]

  private static func text(_ document: JSONObject) -> String { JSON.object(document).canonicalText }

  @Test("is for each reader, in each language, what the result was", arguments: results.indices)
  func voices(_ index: Int) throws {
    let result = Self.results[index]
    let written = JSON.object(RecordedResult(result).form).serialized
    let read = try #require(RecordedResult(try JSON.parse(written)))
    for language in Language.allCases {
      for face in Face.allCases {
        let voice = Voice(language, face)
        #expect(Self.text(read.document(voice)) == Self.text(BatchResult.small(result.document(voice))))
      }
    }
  }

  @Test("has each member once that is the same for all readers")
  func size() {
    let form = RecordedResult(Self.results[1]).form
    for voice in form["texts"]?.object?.members ?? [] {
      #expect(Set(voice.value.object?.keys ?? []) == ["warnings", "next_step"], "\(voice.key)")
    }
    #expect(form["texts"]?.object?.members.count == 3)
    #expect(RecordedResult(Self.results[0]).form["texts"] == nil)
  }

  @Test("is shown as it is if an earlier release has written it")
  func earlier() {
    let written: JSONObject = ["outcome": "failed", "error": ["code": "not_begun", "message": "Not begun"]]
    let read = RecordedResult(.object(written))
    #expect(read.map { Self.text($0.document(Voice(.chinese, .commands))) } == Self.text(written))
    #expect(RecordedResult(.null) == nil)
  }

  @Test("contains no U+0000, which Postgres cannot store")
  func nullCharacters() {
    let form = JSON.object(RecordedResult(ActionResult(Failure(BatchProblem.cycle(["a\0b"])))).form)
    #expect(!form.text.contains("\\u0000"))
    #expect(form.text.contains("a\u{FFFD}b"))
  }

  @Test("is read in the language of the process that shows it, not of the one that wrote it")
  func otherLanguage() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      let pipelines = [BatchCalls.good(0), BatchCalls.bad(1), BatchCalls.good(2)]
      let id = try await fixture.withApplication(["FLINK_DEPLOY_LANGUAGE": "zh"]) { application in
        let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
        let result = await DeployPipelines(application: application, caller: caller, queue: nil)
          .run(BatchCalls.arguments(pipelines, ["on_failure": "STOP", "max_parallel": 1]))
        let messages = Self.messages(result.document(application.voice))
        #expect(messages[1].hasPrefix("Hologres 中没有表 public.missing"), "\(messages)")
        #expect(messages[2] == "另一个管道失败，因此该管道未开始")
        return try #require(result.taskID)
      }
      try await fixture.withApplication(["FLINK_DEPLOY_LANGUAGE": "en"]) { application in
        let result = try #require(try await BatchTasks(application: application).result(of: id))
        let messages = Self.messages(result.structuredContent.object ?? [:])
        #expect(messages[1].hasPrefix("Hologres has no table public.missing"), "\(messages)")
        #expect(messages[2] == "The pipeline was not begun, because another one failed")
      }
    }
  }

  /// The message of the error of each pipeline; empty for those without an error.
  private static func messages(_ document: JSONObject) -> [String] {
    (document["results"]?.array ?? []).map { $0["error"]?["message"]?.string ?? "" }
  }
}
