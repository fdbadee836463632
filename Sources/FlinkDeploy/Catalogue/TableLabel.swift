/// A label in the table of a result, a header of a list, or the word for a value that is missing.
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
  case health, evidence, rates, backlog, load, checkpoints, arrival, recommendation
  case lastException = "last_exception"
  case rateIn = "records_in_per_second"
  case rateOut = "records_out_per_second"
  case startedAt = "started_at"
  case endedAt = "ended_at"
  case asOf = "as_of"
  case stillRunning = "still_running"
  case dryParse = "dry_parse"
  case dependency = "additional_dependencies"
  case wouldFail = "would_fail"
  case wouldChange = "would_change"
  // Headers of columns
  case table, column, type, field, verdict, reason, version, summary, savepoint, setting, from, to
  case restoredFrom = "restored_from"
  case previousVersion = "previous_version"
  case savepointID = "savepoint_id"
  case outageSeconds = "outage_seconds"
  case compatibility, changes
  case compatibilityReason = "compatibility_reason"
  case sqlDifference = "sql_diff"
  case planDigest = "plan_digest"
  case stopsJob = "stops_job"
  case counts, plan
  case lastStopSeconds = "last_stop_seconds"
  case lastStartSeconds = "last_start_seconds"
  case sourceType = "source_type"
  // Headers of lists
  case mark = ""
  case statusHeader = "status_header"
  case versionHeader = "version_header"
  case readRate = "read_rate"
  case writtenRate = "written_rate"
  case waiting
  case record, name, deployment, job, updated, time, kind, operation, result, client, request, check, finding
  // The side of a change that has nothing
  case noValue = "no_value"
}
