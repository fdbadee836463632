import Notices

/// Why a batch, or one of its pipelines, failed.
enum BatchProblem: Problem {
  /// Each of these pipelines reads what the one before it writes, and the first what the last writes.
  case cycle([String])
  /// Some pipelines failed; the policy says what became of the others.
  case pipelinesFailed(count: Int, total: Int, first: String, BatchArguments.FailurePolicy)
  /// The pipeline was left alone, because another one failed.
  case notBegun
  /// What was done for the pipeline was reversed, because another one failed.
  case returned
  /// What was done for the pipeline could not be reversed after another one failed.
  case notReturned

  /// The stable name that programs compare.
  var code: String {
    switch self {
    case .cycle: "pipeline_cycle"
    case .pipelinesFailed: "pipelines_failed"
    case .notBegun: "not_begun"
    case .returned: "rolled_back"
    case .notReturned: "rollback_failed"
    }
  }

  /// Whether the same call may succeed later without a change.
  var isRetryable: Bool {
    switch self {
    case .notBegun, .returned: true
    case .cycle, .pipelinesFailed, .notReturned: false
    }
  }

  /// What can be done now.
  var remedy: any Remedy {
    switch self {
    case .cycle: BatchRemedy.separate
    case .pipelinesFailed(_, _, _, let policy): BatchRemedy.correctFailed(policy)
    case .notBegun, .returned: BatchRemedy.repeatAll
    case .notReturned: BatchRemedy.checkDeployment
    }
  }
}

/// What can be done about a batch that failed.
enum BatchRemedy: Remedy {
  /// Deploy pipelines that wait for each other in several calls.
  case separate
  /// Follow the remedy of each pipeline that failed; the policy says what became of the others.
  case correctFailed(BatchArguments.FailurePolicy)
  /// Correct the pipeline that failed, and repeat the call.
  case repeatAll
  /// Look at the deployment.
  case checkDeployment
}
