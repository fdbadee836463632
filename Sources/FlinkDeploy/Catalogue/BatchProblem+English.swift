extension BatchProblem {
  func english(_ face: Face) -> String {
    switch self {
    case .cycle(let names): "Each of these pipelines reads what another one writes: \(names.abridged(.english))"
    case .pipelinesFailed(let count, let total, let first, _):
      "\(counted(count, "pipeline")) of \(total) failed, the first is '\(first)'"
    case .notBegun: "The pipeline was not begun, because another one failed"
    case .returned: "The changes for this pipeline were reversed, because another one failed"
    case .notReturned: "The changes for this pipeline could not be reversed after another one failed"
    }
  }
}

extension BatchRemedy {
  func english(_ face: Face) -> String {
    let again = face == .tools ? "call again" : "run the command again"
    return switch self {
    case .separate: "Deploy one of these pipelines by itself first"
    case .correctFailed(let policy):
      (face == .tools
        ? "Follow error.remedy of each result that failed and \(again)"
        : "Correct the pipelines that failed and \(again)")
        + (policy == .rollBackAll ? "" : ". Pipelines that are done stay unchanged")
    case .repeatAll: "Correct the pipeline that failed and \(again)"
    case .checkDeployment:
      "Check the deployment in the Flink console, and delete it or return it to its earlier version"
    }
  }
}
