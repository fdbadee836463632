import DeploymentStore
import Deployments

extension Application {
  /// The failure for tables that only newer programs know; nil if this program can use them, or if the metadata database
  /// does not answer, which a monitor waits for.
  func outdatedProgram() async -> Failure? {
    guard let client = try? settings.makeDatabaseClient(logger),
      let version = try? await Migrations.version(of: client),
      let problem = Migrations.problem(ofVersion: version), problem.code == .programOutdated
    else { return nil }
    return Failure(OperationProblem.store(problem))
  }
}
