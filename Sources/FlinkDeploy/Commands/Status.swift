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
    if id != nil { return }
    if history { throw ValidationError(.idMissing(flag: "--history")) }
    if watch { throw ValidationError(.idMissing(flag: "--watch")) }
    if observe != nil { throw ValidationError(.idMissing(flag: "--observe")) }
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
    if watch {
      let selector = await Status.selector(id, session.application)
      return try await Watch(session: session, selector: selector, output: output).run()
    }
    try await session.run(output) { [observation] application, caller in
      var arguments = observation
      switch await Status.selector(id, application) {
      case .aliyunJob(let number): arguments[.aliyunJobID] = .int(number)
      case .deployment(let deployment): arguments[.deploymentID] = .string(deployment)
      case .job(let text), .name(let text): arguments[.jobID] = .string(text)
      }
      return await GetJobStatus(application: application, caller: caller).run(arguments)
    }
  }

  /// The job that the user names: by the number of its record, or as ``Subject`` finds it.
  private static func selector(_ id: String, _ application: Application) async -> JobSelector {
    if let number = Int(id) { return .aliyunJob(number) }
    let subject = await Subject(id, application)
    return subject.argument == .deploymentID ? .deployment(subject.id) : .job(subject.id)
  }
}
