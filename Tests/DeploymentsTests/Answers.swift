import HTTPTransport
import JSONCoding

@testable import AliyunFlink
@testable import Deployments

/// Answers of Alibaba Cloud about draft `dr`, deployment `de` and job `j`.
enum Answers {
  static let engines = make { () throws(DecodingFailure) in
    let document: JSON = ["defaultEngineVersion": "e", "engineVersionMetadata": [["engineVersion": "e"]]]
    return .engines(try EngineVersions(document))
  }

  static func draft(deploymentID: String?, marker: String) -> RemoteAnswer {
    make { () throws(DecodingFailure) in
      .draft(
        try DeploymentDraft([
          "deploymentDraftId": "dr", "name": "n", "referencedDeploymentId": .optional(deploymentID),
          "labels": .object([OperationMachine.label: .string(marker)]),
        ]))
    }
  }

  static func validation(isValid: Bool) -> RemoteAnswer {
    make { () throws(DecodingFailure) in
      .validation(try SQLValidation(["success": .bool(isValid), "message": "Unexpected token"]))
    }
  }

  static func ticket(_ status: String, deploymentID: String? = nil) -> RemoteAnswer {
    make { () throws(DecodingFailure) in
      .ticketResult(
        try DeployTicketResult([
          "ticketStatus": .string(status), "success": .bool(deploymentID != nil),
          "deploymentId": .optional(deploymentID), "message": "Quota",
        ]))
    }
  }

  static func job(_ state: JobState) -> RemoteAnswer {
    make { () throws(DecodingFailure) in .job(try Job(jobDocument(state))) }
  }

  static func jobs(_ states: [JobState]) -> RemoteAnswer {
    make { () throws(DecodingFailure) in
      .jobs(try states.map { state throws(DecodingFailure) in try Job(jobDocument(state)) })
    }
  }

  static func savepoint(_ state: String) -> RemoteAnswer {
    make { () throws(DecodingFailure) in
      .savepoints([try Savepoint(["savepointId": "s", "jobId": "j", "status": ["state": .string(state)]])])
    }
  }

  /// A failure after which the effect is unknown.
  static let lost: RemoteAnswer = {
    var error = FlinkAPIError(.transport, code: "Transport", cause: .transport(.said("reset")))
    error.effect = .unknown
    return .failed(error)
  }()

  static let notFound = RemoteAnswer.failed(
    FlinkAPIError(.business, code: FlinkAPIError.notFoundCode, cause: .noReasonGiven))

  private static func jobDocument(_ state: JobState) -> JSON {
    ["jobId": "j", "deploymentId": "de", "status": ["currentJobStatus": .string(state.rawValue)]]
  }

  private static func make(_ answer: () throws(DecodingFailure) -> RemoteAnswer) -> RemoteAnswer {
    do throws(DecodingFailure) { return try answer() } catch { preconditionFailure("\(error.path) is missing") }
  }
}
