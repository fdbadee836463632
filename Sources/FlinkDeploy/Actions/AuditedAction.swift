import JSONCoding

/// An action whose failed calls are audited.
protocol AuditedAction: Sendable {
  /// The tool that the action implements.
  static var tool: ToolName { get }
  /// The settings and the service.
  var application: Application { get }
  /// The client that made the request.
  var caller: Caller { get }

  /// Does what the call asks for.
  /// - Parameter arguments: Arguments that conform to the tool's input schema.
  func perform(_ arguments: JSONObject) async -> ActionResult
}

extension AuditedAction {
  /// Runs the action.
  func run(_ arguments: JSONObject) async -> ActionResult {
    var result = await perform(arguments)
    result.echo(arguments)
    application.audit(result, of: Self.tool, client: caller.client, arguments)
    return result
  }
}
