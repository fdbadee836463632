import PipelineChanges

extension UpdateProblem {
  func english(_ face: Face) -> String {
    switch self {
    case .drift(let changes):
      "The deployment was changed outside of flink-deploy: \(changes.map(\.what).abridged(.english))"
    case .draftEdited: "The draft was edited in the Flink console and not deployed"
    case .notRecorded: "flink-deploy did not create this deployment and has no version of it"
    case .incompatibleState(let reasons, _):
      "The state of the job does not fit: \(reasons.first.map { $0.english(face) } ?? "")"
    case .planChanged: "The plan differs from the one of this \(Argument.planDigest.name(face))"
    case .restartNeeded(let changes):
      "These changes need a restart of the job: \(changes.abridged(.english))"
    case .unknownVersion(let number, _): "The deployment has no version \(number) to return to"
    case .noEarlierVersion: "The deployment has no earlier version"
    case .offsetsNotInSQL: "The SQL does not let its sources start at committed offsets"
    case .noCommittedOffsets: "The job has completed no checkpoint, so no offset is committed"
    case .offsetNotCommitted(let topic, let partition):
      "The consumer group has no committed offset of topic \(topic), partition \(partition)"
    case .noSavepointOfVersion(let number): "Version \(number) was not left with a savepoint"
    case .versionBesideArguments(let argument):
      "\(Argument.version.name(face)) cannot be combined with \(Argument(rawValue: argument)?.name(face) ?? argument)"
    case .pipelineUnknown: "The topic and the table of the deployment are not known"
    case .quotaExceeded(let shortage): shortage.english
    }
  }
}

extension UpdateRemedy {
  func english(_ face: Face) -> String {
    let again = face == .tools ? "call again" : "run the command again"
    return switch self {
    case .acceptDrift:
      "Review the changes with \(Argument.dryRun.name(face)), and pass \(Argument.acceptDrift.value("true", face)) "
        + "to record them as a version of their own"
    case .leaveState:
      "Pass \(Argument.state.value("OFFSETS", face)) to start where the consumer group has committed: messages after "
        + "the last commit are written again. \(Argument.state.value("DISCARD", face)) starts at the startup mode"
    case .useStateOfVersion(let version):
      "Pass \(face == .tools ? "\(Argument.state.rawValue) VERSION" : "--with-state-of-version") to start from the "
        + "savepoint with which version \(version) was left: messages after it are written again"
    case .planAgain: "Look at the plan with \(Argument.dryRun.name(face)), and \(again) with its digest"
    case .chooseVersion(let versions): "Use one of these versions: \(versions.map(String.init).abridged(.english))"
    case .listVersions: "Look at the versions in the status of the deployment"
    case .setStartupMode: "Set 'scan.startup.mode' = 'group-offsets' in the SQL and \(again)"
    case .awaitCheckpoint: "Wait until the job has completed another checkpoint and \(again)"
    case .keepState: "Return to the version with \(Argument.state.value("KEEP", face))"
    case .separate: "Return to the version first, then change it with another call"
    case .describePipeline:
      "Pass \(Argument.topic.name(face)) and \(Argument.hologresTable.name(face)), or \(Argument.sql.name(face))"
    case .fitQuota:
      "Pass smaller \(Argument.resources.name(face)). Or stop other jobs of the queue, or increase its quota in the "
        + "Flink console"
    }
  }
}
