import Deployments
import JSONCoding
public import ModelContextProtocol
import ToolSchemas

/// The four tools, each a thin face of an action.
public enum Tools {
  /// How a model is told to use them together.
  public static let instructions = """
    Moves Kafka topics into Hologres tables with Flink jobs on Alibaba Cloud. generate_and_deploy does everything in one \
    call and is safe to repeat. When a result's outcome is in_progress, call get_job_status with its aliyun_job_id and \
    wait_seconds; do not start again. Use dry_run first when columns or types are in doubt.
    """

  /// The tools, in the order in which they are listed; only those that change nothing when the settings say so.
  /// - Throws: when a schema that was built in cannot be read, which a test rules out.
  public static func all(_ application: Application) throws -> [Tool] {
    try ToolSchemas.documents.map { document in
      let name = try JSON.parse(document)["name"]?.string ?? ""
      return try Tool(
        document: document,
        Tool.Behaviour(
          reject: { rejection(of: name, $0, application) },
          question: { application.settings.confirmation.question(name, $0) },
          refuse: { refusal(of: name, $0, $1, application) },
          call: { ToolResult(await run(name, $0, application)) }))
    }.filter { $0.isReadOnly || !application.settings.isReadOnly }
  }

  private static func run(_ name: String, _ call: ToolCall, _ application: Application) async -> ActionResult {
    let caller = Caller(call)
    let arguments = call.patientArguments
    return switch name {
    case "generate_and_deploy": await GenerateAndDeploy(application: application, caller: caller).run(arguments)
    case "start_job": await StartJob(application: application, caller: caller).run(arguments)
    case "stop_job": await StopJob(application: application, caller: caller).run(arguments)
    default: await GetJobStatus(application: application, caller: caller).run(arguments)
    }
  }

  private static func rejection(of tool: String, _ call: RejectedCall, _ application: Application) -> ToolResult {
    let problems = call.violations.prefix(5).map(\.description).joined(separator: "; ")
    let result = ActionResult(
      OperationFailure(
        code: "invalid_arguments", message: "\(tool) was called with arguments that do not fit: \(problems)",
        remedy: "Correct the arguments and call again; nothing was done"))
    application.audit(result, of: tool, client: call.client.map(Caller.name), call.arguments)
    return ToolResult(result)
  }

  private static func refusal(
    of tool: String, _ failure: ConfirmationFailure, _ call: ToolCall, _ application: Application
  ) -> ToolResult {
    let command = CommandLine.text(tool, call.arguments)
    let reason =
      switch failure {
      case .declined:
        OperationFailure(
          code: "not_confirmed", message: "A person was asked and did not allow it; nothing was done",
          remedy: "Leave it, or let the person run: \(command)")
      case .cannotAsk:
        OperationFailure(
          code: "confirmation_unavailable",
          message: "FLINK_DEPLOY_CONFIRM demands that a person allows this, and this client cannot ask one",
          remedy: "Let a person run: \(command)")
      }
    let result = ActionResult(reason)
    application.audit(result, of: tool, client: call.client.map(Caller.name), call.arguments)
    return ToolResult(result)
  }
}

extension ToolCall {
  /// The arguments, with no longer a wait than there is patience for.
  fileprivate var patientArguments: JSONObject {
    guard case .atMost(let patience) = patience else { return arguments }
    var arguments = arguments
    let given = arguments["wait_seconds"]?.double ?? 45
    arguments["wait_seconds"] = .number(JSONNumber(min(given, patience / .seconds(1))))
    return arguments
  }
}

extension ToolResult {
  init(_ result: ActionResult) {
    self.init(
      structuredContent: .object(result.document), isError: result.isError,
      task: result.taskID.map { ($0, result.exitCode != 75) })
  }
}

extension Caller {
  static func name(_ client: Implementation) -> String { "\(client.name) \(client.version)" }

  init(_ call: ToolCall) {
    let progress = call.progress
    self.init(
      client: call.client.map(Caller.name), hasCancelled: call.isCancelledByClient
    ) { done, total, message in
      progress.report(done, of: total > 0 ? total : nil, message)
    }
  }
}
