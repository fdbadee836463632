import JobHealth

/// What to do by the verdict on a running job.
extension NextStep {
  /// The text for tools.
  var englishAboutJobForTools: String {
    let (check, start, _) = NextStep.tools
    let update = "Call \(ToolName.updateJob.rawValue) with \(Argument.deploymentID.rawValue)"
    return switch self {
    case .declareColumn(let field, let place, let id):
      "\(read(place, field)) \(update) \(id) and \(Argument.columns.rawValue) that declare \(column(field)) "
        + "with a type that fits, for example STRING"
    case .skipMessage(let place, let id):
      "Correct the producer: \(message(place)) is not JSON. To start after it, \(lower(update)) \(id), "
        + "\(Argument.startupMode.rawValue) \(startPosition(after: place, .tools)) and state DISCARD"
    case .fixFailures(let id):
      "Fix the cause that health.last_exception names. If the job has ended by then, call \(start) with "
        + "\(Argument.deploymentID.rawValue) \(id)"
    case .checkTable(let table):
      "Check that \(table.map { "table \($0)" } ?? "the table") exists, is not locked and accepts the rows. "
        + "Ask the user to check the connections with the doctor command"
    case .changeParallelism(let parallelism, let id):
      "\(update) \(id) and \(Argument.resources.rawValue) {\"parallelism\": \(parallelism)}"
    case .addPartitions(let id):
      "Add partitions to the topic, because the parallelism already has their number. Then \(lower(update)) \(id) and "
        + "a higher parallelism in \(Argument.resources.rawValue)"
    case .checkLoad(let id):
      "Check the load of Hologres, and the CPU and memory of the TaskManagers of deployment \(id)"
    case .observe(let id):
      "Call \(check) with \(Argument.jobID.rawValue) \(id) and \(Argument.observeSeconds.rawValue) 15 for a verdict"
    case .allow(let operation, let id):
      "Grant the RAM user the permission for \(operation). Then call \(check) with \(Argument.jobID.rawValue) \(id)"
    case .checkFlink(let id):
      "Call \(check) with \(Argument.jobID.rawValue) \(id) and \(Argument.observeSeconds.rawValue) 30. If Flink still "
        + "does not answer, check the job in the Flink console"
    default: "Check that the topic exists and has partitions"
    }
  }

  /// The text for commands.
  var englishAboutJobForCommands: String {
    switch self {
    case .declareColumn(let field, let place, let id):
      "\(read(place, field)) Run 'flink-deploy update \(id)' with \(Argument.columns.name(.commands)) for "
        + "\(column(field)) and a type that fits, for example STRING"
    case .skipMessage(let place, let id):
      "Correct the producer: \(message(place)) is not JSON. To start after it, run 'flink-deploy update \(id)' with "
        + "\(Argument.startupMode.name(.commands)) \(startPosition(after: place, .commands)) and --state DISCARD"
    case .fixFailures(let id):
      "Fix the cause of the last exception. If the job has ended by then, run 'flink-deploy start \(id)'"
    case .checkTable(let table):
      "Check that \(table.map { "table \($0)" } ?? "the table") exists, is not locked and accepts the rows. "
        + "Run 'flink-deploy doctor' to check the connections"
    case .changeParallelism(let parallelism, let id):
      "Run 'flink-deploy update \(id) --parallelism \(parallelism)'"
    case .addPartitions(let id):
      "Add partitions to the topic, because the parallelism already has their number. Then run "
        + "'flink-deploy update \(id)' with a higher --parallelism"
    case .checkLoad(let id):
      "Check the load of Hologres, and the CPU and memory of the TaskManagers of deployment \(id)"
    case .observe(let id): "Run 'flink-deploy status \(id) --observe 15' for a verdict"
    case .allow(let operation, let id):
      "Grant the RAM user the permission for \(operation). Then run 'flink-deploy status \(id)'"
    case .checkFlink(let id):
      "Run 'flink-deploy status \(id) --observe 30'. If Flink still does not answer, check the job in the Flink console"
    default: "Check that the topic exists and has partitions"
    }
  }

  /// The message that the job cannot read, and what to look for in it if the field is not known.
  private func read(_ place: MessagePlace?, _ field: String?) -> String {
    field == nil && place != nil
      ? "Read \(message(place)) and find the column that it does not fit."
      : "The job cannot read \(message(place))."
  }

  private func message(_ place: MessagePlace?) -> String {
    place.map { "the message at offset \($0.offset) of topic '\($0.topic)', partition \($0.partition)" }
      ?? "a message of the topic"
  }

  private func column(_ field: String?) -> String { field.map { "'\($0)'" } ?? "that column" }

  private func lower(_ sentence: String) -> String { sentence.prefix(1).lowercased() + sentence.dropFirst() }
}

extension NextStep {
  /// The startup mode, and the offset if it is known, that leave a message out.
  func startPosition(after place: MessagePlace?, _ face: Face) -> String {
    guard let place else { return "latest-offset" }
    let offset =
      switch face {
      case .tools: "{\"\(place.partition)\": \(place.offset + 1)}"
      case .commands: "\(place.partition)=\(place.offset + 1)"
      }
    return "specific-offsets, \(Argument.startupOffsets.name(face)) \(offset)"
  }
}
