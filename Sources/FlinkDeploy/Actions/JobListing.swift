import Deployments
import JSONCoding
import JobHealth

/// The recorded jobs with verdict and figures, newest first.
struct JobListing: Sendable {
  /// A job of the list.
  struct Entry: Sendable {
    /// The job record.
    let record: JobRecord
    /// The verdict by the newest reading.
    let verdict: Verdict
    /// The figures of the newest reading; nil without a recent one.
    let figures: HealthReport?
    /// How much the job needs attention.
    let urgency: Urgency
  }

  /// The jobs, newest first.
  let entries: [Entry]

  /// The jobs as they are listed.
  /// - Parameters:
  ///   - jobs: The jobs, newest first.
  ///   - now: The time in milliseconds since 1970.
  init(_ jobs: [ListedJob], now: Int) {
    entries = jobs.map { job in
      let verdict = job.verdict(now: now)
      return Entry(
        record: job.record, verdict: verdict, figures: job.figures(now: now),
        urgency: Urgency(verdict, job.record.status))
    }
  }

  /// The jobs, those in trouble first; in each group the newest first.
  var byUrgency: [Entry] {
    entries.enumerated().sorted { ($0.element.urgency, $0.offset) < ($1.element.urgency, $1.offset) }.map(\.element)
  }

  /// The newest job of those that need attention most; nil if none does.
  var worst: Entry? { byUrgency.first.flatMap { $0.urgency <= .failed ? $0 : nil } }
}

/// How much a job needs attention, most first.
enum Urgency: Int, Sendable, Comparable {
  case crashLoop, notWriting, failed, backpressured, lagging, unknown, starting, well, ended

  /// The urgency of a job by its verdict and its recorded status.
  init(_ verdict: Verdict, _ status: OperationStatus) {
    self =
      switch verdict {
      case .crashLoop: .crashLoop
      case .notWriting: .notWriting
      case .backpressured: .backpressured
      case .lagging: .lagging
      case .unknown: .unknown
      case .starting: .starting
      case .flowing, .idle: .well
      case .notRunning: status == .failed ? .failed : .ended
      }
  }

  static func < (left: Urgency, right: Urgency) -> Bool { left.rawValue < right.rawValue }
}

extension ActionResult {
  /// The result of `get_job_status` without an ID.
  /// - Parameters:
  ///   - listing: The jobs.
  ///   - nextCursor: The cursor of the jobs behind them; nil if there are none.
  init(_ listing: JobListing, nextCursor: String?) {
    self.init(.succeeded, nextStep: listing.worst?.record.jobID.map(NextStep.check))
    add(GetJobStatus.ResultKey.jobs.rawValue) { voice in
      switch voice.face {
      case .tools: .array(listing.entries.map { .object($0.json) })
      case .commands: .array(listing.byUrgency.map { .object($0.fullJSON) })
      }
    }
    add(GetJobStatus.ResultKey.nextCursor.rawValue, .optional(nextCursor))
  }
}

extension JobListing.Entry {
  /// The element of `jobs`.
  fileprivate var json: JSONObject {
    [
      "deployment_id": .optional(record.deploymentID), "deployment_name": .optional(record.deploymentName),
      "job_id": .optional(record.jobID), "aliyun_job_id": .int(record.id), "status": .string(record.status.rawValue),
      "verdict": .string(verdict.rawValue), "updated_at": .string(record.updatedAt),
    ]
  }

  /// The element of `jobs` for a program that runs the command.
  fileprivate var fullJSON: JSONObject {
    var object = json
    object["sql_record_id"] = .optional(record.sqlRecordID)
    object["error_message"] = .optional(record.errorMessage)
    object["records_in_per_second"] = .rate(figures?.recordsInPerSecond)
    object["records_out_per_second"] = .rate(figures?.recordsOutPerSecond)
    object["pending_records"] = .optional(figures?.pendingRecords)
    return object
  }
}

extension JSON {
  /// A rate with one digit behind the point, or null.
  fileprivate static func rate(_ value: Double?) -> JSON {
    value.map { .number(JSONNumber(($0 * 10).rounded() / 10)) } ?? .null
  }
}
