import Alerting
import ArgumentParser
import DeploymentStore
import Deployments
import JSONCoding

/// `flink-deploy alerts ack`.
struct AlertsAck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "ack", abstract: HelpText.alertsAck.processText)

  @ArgumentParser.Argument(help: ArgumentHelp(.alertID)) var id: String
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let session = try CommandSession.start()
    let voice = session.application.voice
    do throws(Failure) {
      let (stored, text) = try await acknowledge(session.application)
      output.print(.object(stored.alert.fullJSON(voice)), text.text(voice))
    } catch {
      throw session.exitCode(for: error)
    }
  }

  private func acknowledge(_ application: Application) async throws(Failure) -> (StoredAlert, MonitorText) {
    let store = try application.alertStore
    let answer: Acknowledgement
    do throws(StoreError) { answer = try await store.acknowledge(id, now: Application.now()) } catch {
      throw Failure(OperationFailure(error))
    }
    switch answer {
    case .acknowledged(let stored): return (stored, .acknowledged(stored.id))
    case .repeated(let stored): return (stored, .acknowledgedBefore(stored.id))
    case .resolved(let stored): return (stored, .resolvedBefore(stored.id))
    case .unknown: throw Failure(AlertProblem.unknownAlert(id))
    }
  }
}
