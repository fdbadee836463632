import ArgumentParser
import JSONCoding
import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `flink-sandbox demo`.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run an MCP session with flink-deploy in the sandbox, and print all messages.")

  @OptionGroup var options: SandboxOptions

  func run() async throws {
    do {
      let session = try await SandboxSession.start(options)
      let succeeded: Bool
      do {
        succeeded = try await play(session)
      } catch {
        await session.sandbox.stop()
        throw error
      }
      await session.sandbox.stop()
      if !succeeded { throw ExitCode(1) }
    } catch let error as SandboxError {
      printError("flink-sandbox: \(error)")
      throw ExitCode(1)
    }
  }

  private func play(_ session: SandboxSession) async throws -> Bool {
    let (input, output) = (try Pipe(), try Pipe())
    let child = try session.sandbox.spawn(
      ["flink-deploy", "serve"], environment: session.environment,
      streams: .init(input: input.readEnd, output: output.writeEnd))
    close(input.readEnd)
    close(output.writeEnd)
    var client = DemoClient(input: input.writeEnd, output: output.readEnd)
    var succeeded = try converse(&client)
    if succeeded, session.sandbox.engine != nil {
      succeeded = try await EngineDemo(sandbox: session.sandbox).play(&client)
    }
    client.say("The client closes the pipe, and the server exits.")
    close(input.writeEnd)
    let ending = await session.wait(for: child)
    session.sandbox.forget(child)
    close(output.readEnd)
    client.say(succeeded && ending == .exited(0) ? "Done: every step succeeded." : "A step failed.")
    return succeeded && ending == .exited(0)
  }

  /// The session: handshake, tools, a dry run, the deployment, its status, a stop and a start.
  private func converse(_ client: inout DemoClient) throws -> Bool {
    client.say("The client and the server begin a session.")
    _ = try client.request(
      "initialize",
      [
        "protocolVersion": "2025-11-25", "capabilities": [:],
        "clientInfo": ["name": "flink-sandbox demo", "version": "1"],
      ])
    client.notify("notifications/initialized")
    client.say("List the tools.")
    _ = try client.request("tools/list", [:])
    client.say("Dry run: generate and validate the SQL. Nothing is created.")
    let plan = try client.call(
      "generate_and_deploy", ["topic": "orders", "hologres_table": "public.orders", "dry_run": true])
    client.show(sql: plan["flink_sql"]?.string ?? "")
    client.say("Deploy: one call, from a topic to a running job.")
    let deployed = try client.call("generate_and_deploy", ["topic": "orders", "hologres_table": "public.orders"])
    client.say("Repeat the call, as after a timeout. It returns the same job.")
    let again = try client.call("generate_and_deploy", ["topic": "orders", "hologres_table": "public.orders"])
    client.say("Show the status of the job.")
    let jobID = deployed["job_id"] ?? .null
    let status = try client.call("get_job_status", ["job_id": jobID])
    client.say("Stop the job with a savepoint, and start it again from the savepoint.")
    let stopped = try client.call("stop_job", ["job_id": jobID])
    let restarted = try client.call("start_job", ["deployment_id": deployed["deployment_id"] ?? .null])
    return [plan, deployed, again, status, stopped, restarted].allSatisfy { $0["success"] == .bool(true) }
      && again["job_id"] == jobID && status["status"] == "RUNNING" && stopped["status"] == "CANCELLED"
      && restarted["status"] == "RUNNING"
  }
}
