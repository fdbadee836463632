import Deployments
import JSONCoding
import Notices

/// Why a call failed, as its result shows it.
struct Failure: Error, Sendable {
  /// What happened to what.
  var problem: any Problem
  /// What can be done now; by default what the problem suggests.
  var remedy: any Remedy
  /// The request ID of Alibaba Cloud; nil when no response came back.
  var requestID: String?
  /// Whether what was before is in force again; nil when nothing had been done.
  var isRolledBack: Bool?

  init(_ problem: any Problem, requestID: String? = nil, isRolledBack: Bool? = nil) {
    self.problem = problem
    remedy = problem.remedy
    self.requestID = requestID
    self.isRolledBack = isRolledBack
  }

  /// The stable code of the problem.
  var code: String { problem.code }

  /// The member `error` of a result.
  func json(_ voice: Voice) -> JSON {
    [
      "code": .string(code), "message": .string(problem.text(voice)), "retryable": .bool(problem.isRetryable),
      "request_id": .optional(requestID), "rolled_back": isRolledBack.map(JSON.bool) ?? .null,
      "remedy": .string(remedy.text(voice)),
    ]
  }
}
