/// A label in the table of a result, or a header of a list.
///
/// The raw value is the member of the JSON object, if there is one.
enum TableLabel: String, CaseIterable, Worded {
  // Members of results
  case outcome, status, restarts, failure, stale, recovered, warning, error, remedy
  case deploymentID = "deployment_id"
  case jobID = "job_id"
  case aliyunJobID = "aliyun_job_id"
  case sqlRecordID = "sql_record_id"
  case deploymentName = "deployment_name"
  case nextStep = "next_step"
  case errorCode = "code"
  case requestID = "request_id"
  case rolledBack = "rolled_back"
  case healthScore = "health_score"
  case health, evidence
  case startedAt = "started_at"
  case endedAt = "ended_at"
  case asOf = "as_of"
  case stillRunning = "still_running"
  case dryParse = "dry_parse"
  case dependency = "additional_dependencies"
  case wouldFail = "would_fail"
  case wouldChange = "would_change"
  // Headers of columns
  case table, column, type, field, verdict, reason
  case sourceType = "source_type"
  // Headers of lists
  case mark = ""
  case statusHeader = "status_header"
  case record, name, deployment, job, updated, time, kind, operation, result, client, request, check, finding
}
