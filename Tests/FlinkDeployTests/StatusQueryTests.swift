import Deployments
import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("What a call of get_job_status asks for")
struct StatusQueryTests {
  @Test(
    "is one job by any of the IDs, or the list",
    arguments: [
      (["job_id": "j"], .job(.job("j"))), (["deployment_id": "d", "wait_for": ["RUNNING"]], .job(.deployment("d"))),
      (["aliyun_job_id": 7, "observe_seconds": 5], .job(.aliyunJob(7))), ([:], .list(before: nil)),
      (["cursor": "42"], .list(before: 42)), (["wait_seconds": 5, "observe_seconds": 0], .list(before: nil)),
      (["job_id": .null, "deployment_id": "d"], .job(.deployment("d"))),
    ] as [(JSONObject, StatusQuery)])
  func query(_ arguments: JSONObject, _ expected: StatusQuery) throws {
    #expect(try StatusQuery(arguments) == expected)
  }

  @Test(
    "is refused if the arguments do not fit together",
    arguments: [
      (["job_id": "j", "deployment_id": "d"], "Several of job_id, deployment_id, aliyun_job_id are given"),
      (["job_id": "j", "aliyun_job_id": 7, "deployment_id": "d"], "Several of"),
      (["wait_for": ["RUNNING"]], "wait_for is given, but none of job_id, deployment_id, aliyun_job_id"),
      (["observe_seconds": 5], "observe_seconds is given, but none of"),
      (["cursor": "42", "job_id": "j"], "cursor is given with job_id"), (["cursor": "x"], "The cursor 'x' is unknown"),
      (["cursor": "-1"], "unknown"), (["cursor": "0"], "unknown"), (["cursor": "+5"], "unknown"),
      (["cursor": "007"], "unknown"), (["cursor": ""], "unknown"),
    ] as [(JSONObject, String)])
  func refused(_ arguments: JSONObject, _ message: String) throws {
    let failure = #expect(throws: Failure.self) { try StatusQuery(arguments) }
    #expect(failure?.code == "invalid_arguments")
    #expect(failure?.problem.text(Voice(.english, .tools)).contains(message) == true)
    #expect(failure?.remedy.text(Voice(.english, .tools)).isEmpty == false)
  }
}
