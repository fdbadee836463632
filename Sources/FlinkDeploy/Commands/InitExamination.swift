import Deployments
import Logging

/// Connects to one system with the answers of `init`, as `doctor` does with the settings.
struct InitExamination: Sendable {
  /// The system.
  let part: InitPart
  /// The variables of the system alone, so that nothing else is connected to.
  let environment: [String: String]

  /// An examination.
  /// - Parameters:
  ///   - part: The system.
  ///   - answers: The answers.
  ///   - environment: The variables of the process, for the folder where Alibaba Cloud's own tools keep a key.
  init(_ part: InitPart, _ answers: InitAnswers, environment: [String: String]) {
    self.part = part
    let own = answers.environment.filter { InitQuestion(rawValue: $0.key)?.part == part }
    let home = part == .alibabaCloud ? InitEnvironment(environment).home : [:]
    self.environment = home.merging(own) { _, own in own }
  }

  /// What was found about the connection.
  func findings() async -> [Finding] {
    let settings: Settings
    do throws(SettingsError) { settings = try Settings(environment: environment) } catch {
      return [Finding(part.check, Failure(error))]
    }
    let logger = Logger(label: "flink-deploy") { _ in SwiftLogNoOpLogHandler() }
    let application = Application(settings: settings, logger: logger, face: .commands)
    return await Examination(application: application).findings().filter { part.checks.contains($0.check) }
  }
}

extension Finding {
  /// Whether the metadata database responds, but does not have its tables yet, or has old ones.
  var needsUpgrade: Bool {
    guard let problem = detail as? OperationProblem, case .store(let error) = problem else { return false }
    return error.code == .needsUpgrade
  }

  /// Whether the answers of `init` are right; a permission that is missing is not an answer.
  var isGoodAnswer: Bool { state != .bad || needsUpgrade || check == .permissions }
}
