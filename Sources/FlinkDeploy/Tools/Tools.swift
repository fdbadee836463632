import JSONCoding
import ModelContextProtocol
import ToolSchemas

/// The tools, each with an action behind it.
enum Tools {
  /// How a model should use the tools together.
  static let instructions = """
    Writes Kafka topics to Hologres tables with Flink jobs on Alibaba Cloud. generate_and_deploy does all steps in one \
    call, and it is safe to repeat the call. If a result's outcome is in_progress, call get_job_status with its \
    aliyun_job_id and wait_seconds; do not deploy or start again. If columns or types are in doubt, use dry_run first. \
    A job with the status RUNNING can write nothing: health.verdict of get_job_status shows whether it writes. If its \
    alerts is not empty, tell the user, and treat the cause in message; an alert is resolved by itself. To change a \
    job, call update_job with dry_run, then with its plan_digest; do not stop it and deploy again. If a call fails, \
    follow error.remedy.
    """

  /// The tools in the order in which they are listed; only those that change nothing if the settings allow no changes.
  /// - Parameter queue: Carries batches out after their calls have ended; nil to leave them with the end of a call.
  /// - Throws: an error if a built-in schema cannot be read, which a test rules out.
  static func all(_ application: Application, queue: BatchQueue? = nil) throws -> [Tool] {
    try ToolSchemas.documents.compactMap { document -> Tool? in
      let definition = try JSON.parse(document)
      guard let name = definition["name"]?.string.flatMap(ToolName.init(rawValue:)) else { return nil }
      return try Tool(
        definition: definition, listing: ListedDefinition.make,
        Tool.Behaviour(
          reject: { rejection(of: name, $0, application) },
          question: { application.settings.confirmation.question(name, $0)?.text(application.voice) },
          refuse: { refusal(of: name, $0, $1, application) },
          call: { ToolResult(await run(name, $0, application, queue), application.voice) }))
    }.filter { $0.isReadOnly || !application.settings.isReadOnly }
  }

  private static func run(
    _ name: ToolName, _ call: ToolCall, _ application: Application, _ queue: BatchQueue?
  ) async -> ActionResult {
    do throws(Failure) { try SystemLibrary.libcrypto.load() } catch { return ActionResult(error) }
    let caller = Caller(call)
    let arguments = call.patientArguments
    return switch name {
    case .generateAndDeploy: await GenerateAndDeploy(application: application, caller: caller).run(arguments)
    case .startJob: await StartJob(application: application, caller: caller).run(arguments)
    case .stopJob: await StopJob(application: application, caller: caller).run(arguments)
    case .updateJob: await UpdateJob(application: application, caller: caller).run(arguments)
    case .getJobStatus: await GetJobStatus(application: application, caller: caller).run(arguments)
    case .deployPipelines:
      await DeployPipelines(application: application, caller: caller, queue: queue).run(arguments)
    }
  }

  /// The result of a call whose arguments violate the input schema.
  private static func rejection(of tool: ToolName, _ call: RejectedCall, _ application: Application) -> ToolResult {
    let failure = Failure(ArgumentProblem.violations(call.violations))
    return result(of: tool, failure, call.arguments, call.client, application)
  }

  /// The result of a call that the user did not confirm.
  private static func refusal(
    of tool: ToolName, _ reason: ConfirmationFailure, _ call: ToolCall, _ application: Application
  ) -> ToolResult {
    let command = CommandLine.text(tool, call.arguments)
    let problem: CallProblem =
      switch reason {
      case .declined: .notConfirmed(command: command)
      case .cannotAsk: .confirmationUnavailable(command: command)
      }
    return result(of: tool, Failure(problem), call.arguments, call.client, application)
  }

  private static func result(
    of tool: ToolName, _ failure: Failure, _ arguments: JSONObject, _ client: Implementation?,
    _ application: Application
  ) -> ToolResult {
    var result = ActionResult(failure)
    result.echo(arguments)
    application.audit(result, of: tool, client: client.map(Caller.name), arguments)
    return ToolResult(result, application.voice)
  }
}

extension ToolCall {
  /// The arguments, with a wait that is not longer than the patience of the call.
  fileprivate var patientArguments: JSONObject {
    guard case .atMost(let patience) = patience else { return arguments }
    var arguments = arguments
    let given = arguments[.waitSeconds]?.double ?? 45
    arguments[.waitSeconds] = .number(JSONNumber(min(given, patience / .seconds(1))))
    return arguments
  }
}

extension ToolResult {
  /// The result in the language of `voice`, for its reader.
  init(_ result: ActionResult, _ voice: Voice) {
    self.init(
      structuredContent: .object(result.document(voice)), isError: result.isError,
      task: result.taskID.map { ($0, result.outcome != .inProgress) })
  }
}

extension Caller {
  /// The name and version of a client, as the journal keeps them.
  static func name(_ client: Implementation) -> String { "\(client.name) \(client.version)" }

  /// The caller of a tool.
  init(_ call: ToolCall) {
    let progress = call.progress
    self.init(
      client: call.client.map(Caller.name), hasCancelled: call.isCancelledByClient
    ) { done, total, message in
      progress.report(done, of: total > 0 ? total : nil, message)
    }
  }
}
