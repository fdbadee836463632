import ArgumentParser
import Deployments
import JSONCoding

/// `flink-deploy status`.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: HelpText.status.processText)

  @ArgumentParser.Argument(help: ArgumentHelp(.statusID)) var id: String?
  @Flag(help: ArgumentHelp(.watch)) var watch = false
  @Flag(help: ArgumentHelp(.history)) var history = false
  @Option(help: ArgumentHelp(.observe)) var observe: Double?
  @OptionGroup var output: OutputOptions

  func validate() throws {
    _ = try ArgumentCheck.canonical(observation, of: .getJobStatus)
    if history && id == nil { throw ValidationError(.idMissing(flag: "--history")) }
    if watch && id == nil { throw ValidationError(.idMissing(flag: "--watch")) }
  }

  private var observation: JSONObject {
    var arguments = JSONObject()
    arguments[.observeSeconds] = observe.map { .number(JSONNumber($0)) }
    return arguments
  }

  func run() async throws {
    let session = try CommandSession.start()
    guard let id else { return try await JobList.print(session, output) }
    if history { return try await JobHistory.print(id, session, output) }
    try await session.run(output) { [watch, observation] application, caller in
      var arguments = observation
      if let number = Int(id) {
        arguments[.aliyunJobID] = .int(number)
      } else {
        let subject = await Subject(id, application)
        arguments[subject.argument] = .string(subject.id)
      }
      if watch { arguments[.waitSeconds] = 3600 }
      return await GetJobStatus(application: application, caller: caller).run(arguments)
    }
  }
}
