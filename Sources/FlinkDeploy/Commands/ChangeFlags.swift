import ArgumentParser
import JSONCoding

/// The flags of each change of a deployment.
struct ChangeFlags: ParsableArguments {
  @Flag(help: ArgumentHelp(.acceptDrift)) var acceptDrift = false
  @Flag(help: ArgumentHelp(.updateDryRun)) var dryRun = false
  @Option(help: ArgumentHelp(.planDigest)) var planDigest: String?
  @Option(help: ArgumentHelp(.idempotencyKey)) var idempotencyKey: String?
  @Option(help: ArgumentHelp(.waitForRunning)) var wait: Double = 600
  @Option(help: ArgumentHelp(.updateWaitUntil), completion: .words(of: .waitUntil)) var waitUntil: String?

  /// Runs the update with these arguments and those of the flags.
  /// - Parameter returns: Whether the deployment returns to the version before, if no version is named.
  func run(_ arguments: JSONObject, _ output: OutputOptions, returns: Bool = false) async throws {
    var arguments = arguments
    if acceptDrift { arguments[.acceptDrift] = true }
    if dryRun { arguments[.dryRun] = true }
    arguments[.planDigest] = planDigest.map(JSON.string)
    arguments[.idempotencyKey] = idempotencyKey.map(JSON.string)
    arguments[.waitSeconds] = .number(JSONNumber(wait))
    arguments[.waitUntil] = waitUntil.map(JSON.string)
    let checked = try ArgumentCheck.canonical(arguments, of: .updateJob)
    let session = try CommandSession.start()
    if !dryRun { try session.requireChangesAllowed() }
    try await session.run(output) { application, caller in
      var arguments = checked
      let named = arguments[.deploymentID]?.string ?? ""
      let id = await Subject(named, application).deploymentID ?? named
      arguments[.deploymentID] = .string(id)
      if returns, arguments[.version] == nil {
        do throws(Failure) { arguments[.version] = .int(try await Versions.previous(of: id, application)) } catch {
          return ActionResult(error)
        }
      }
      return await UpdateJob(application: application, caller: caller).run(arguments)
    }
  }
}
