import Alerting
import ArgumentParser
import DeploymentStore
import Deployments
import JSONCoding

/// `flink-deploy alerts list`.
struct AlertsList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: HelpText.alertsList.processText)

  @OptionGroup var output: OutputOptions

  func run() async throws {
    let session = try CommandSession.start()
    let application = session.application
    do throws(Failure) {
      let store = try application.alertStore
      do throws(StoreError) {
        let table = AlertsTable(
          alerts: try await store.openAlerts(of: nil), undelivered: try await store.undelivered(),
          composer: application.alertComposer)
        output.print(table.json, table.text)
      } catch {
        throw Failure(OperationFailure(error))
      }
    } catch {
      throw session.exitCode(for: error)
    }
  }
}
