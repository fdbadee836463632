import Deployments
import JSONCoding

/// What a call of `get_job_status` asks for.
enum StatusQuery: Sendable, Equatable {
  /// The status of one job.
  case job(JobSelector)
  /// The list of jobs: those before a row, or from the newest on.
  case list(before: Int?)

  private static let ids: [Argument] = [.jobID, .deploymentID, .aliyunJobID]

  /// What the arguments ask for.
  /// - Throws: ``Failure`` if they do not fit together.
  init(_ arguments: JSONObject) throws(Failure) {
    let given = StatusQuery.ids.filter { arguments[$0].map { !$0.isNull } ?? false }
    guard given.count <= 1 else { throw Failure(StatusProblem.severalIDs(StatusQuery.ids)) }
    let cursor = arguments[.cursor]?.string
    if let id = given.first {
      guard cursor == nil else { throw Failure(StatusProblem.cursorWithID(id)) }
      self = .job(StatusQuery.selector(id, arguments))
    } else {
      if arguments[.waitFor] != nil {
        throw Failure(StatusProblem.idMissing(.waitFor, ids: StatusQuery.ids))
      }
      if arguments[.observeSeconds]?.double ?? 0 > 0 {
        throw Failure(StatusProblem.idMissing(.observeSeconds, ids: StatusQuery.ids))
      }
      self = .list(before: try cursor.map(StatusQuery.row))
    }
  }

  private static func selector(_ id: Argument, _ arguments: JSONObject) -> JobSelector {
    switch id {
    case .jobID: .job(arguments[id]?.string ?? "")
    case .deploymentID: .deployment(arguments[id]?.string ?? "")
    default: .aliyunJob(arguments[id]?.int ?? 0)
    }
  }

  /// The row that a cursor stands for.
  private static func row(_ cursor: String) throws(Failure) -> Int {
    guard let row = Int(cursor), row > 0, "\(row)" == cursor else {
      throw Failure(StatusProblem.unknownCursor(String(cursor.prefix(40))))
    }
    return row
  }
}
