import Alerting
import AliyunFlink
import DeploymentStore
import Deployments
import FlinkSQL
import HologresCatalog
import KafkaSampling
import Postgres

/// Checks all systems and settings that a deployment needs.
struct Examination {
  let application: Application

  private var settings: Settings { application.settings }

  /// The findings, in the order in which a deployment uses the systems.
  func findings() async -> [Finding] {
    let (cloud, refusal) = await alibabaCloud()
    let findings: [Finding?] = [
      Examination.finding(.workspaceID, settings.workspaceID), Examination.finding(.namespace, settings.namespace),
      Examination.finding(.region, settings.endpoint, .endpoint), cloud, await permissions(after: refusal),
      await database(), await hologres(), await kafka(), sql(), await secrets(), alertChannels(), await alertMessages(),
    ]
    return findings.compactMap(\.self)
  }

  private static func finding(_ setting: RequiredSetting, _ value: String?, _ check: DoctorCheck? = nil) -> Finding {
    let check = check ?? .setting(setting)
    guard let value else { return Finding(check, Failure(setting)) }
    return Finding(.good, check, DoctorDetail.value(value))
  }

  /// Whether Alibaba Cloud answers, and the refusal if it does not.
  private func alibabaCloud() async -> (Finding, FlinkAPIError?) {
    let client: FlinkAPIClient
    do throws(Failure) { client = try application.apiClient() } catch {
      return (Finding(.alibabaCloud, error), nil)
    }
    do throws(FlinkAPIError) {
      let targets = try await client.call(.listDeploymentTargets)
      return (Finding(.good, .alibabaCloud, DoctorDetail.targets(targets.map(\.name))), nil)
    } catch {
      return (Finding(.alibabaCloud, Failure(OperationFailure(error))), error)
    }
  }

  private func database() async -> Finding {
    let client: PostgresClient
    do throws(Failure) { client = try settings.makeDatabaseClient(application.logger) } catch {
      return Finding(.database, error)
    }
    let version: Int
    do throws(PostgresError) { version = try await Migrations.version(of: client) } catch {
      return Finding(.database, Failure(OperationProblem.store(StoreError(error))))
    }
    if let error = Migrations.problem(ofVersion: version) {
      return Finding(.database, Failure(OperationProblem.store(error)))
    }
    return Finding(.good, .database, DoctorDetail.schema(version: version))
  }

  private func hologres() async -> Finding {
    let catalog: HologresCatalog?
    do throws(Failure) { catalog = try application.catalog } catch { return Finding(.hologres, error) }
    guard let catalog else {
      return Finding(.absent, .hologres, DoctorDetail.hologresNotConfigured, DoctorRemedy.configureHologres)
    }
    do throws(PostgresError) {
      let version = try await catalog.serverVersion()
      return Finding(.good, .hologres, version.map { DoctorDetail.hologres(version: $0) } ?? .plainPostgres)
    } catch {
      let remedy: any Worded = error.cause == .noTLS ? PipelineRemedy.allowClearText : DoctorRemedy.checkHologres
      return Finding(.bad, .hologres, DoctorDetail.hologresFailed(error), remedy)
    }
  }

  private func kafka() async -> Finding {
    guard KafkaSampler.isBuilt else {
      return Finding(.absent, .kafka, DoctorDetail.kafkaNotBuilt, DoctorRemedy.buildWithKafka)
    }
    guard KafkaSampler.isLibraryInstalled else {
      let problem = MissingLibrary.notInstalled(.librdkafka)
      return Finding(.absent, .kafka, problem, problem.remedy)
    }
    let sampler: KafkaSampler?
    do throws(Failure) { sampler = try application.sampler } catch { return Finding(.kafka, error) }
    guard let sampler, let kafka = settings.kafka else {
      return Finding(.absent, .kafka, DoctorDetail.kafkaNotConfigured, DoctorRemedy.configureKafka)
    }
    do throws(KafkaSamplingError) {
      let brokers = try await sampler.brokerCount(timeout: .seconds(5))
      return Finding(.good, .kafka, DoctorDetail.kafka(servers: kafka.bootstrapServers, brokers: brokers))
    } catch {
      return Finding(.kafka, Failure(error))
    }
  }

  private func sql() -> Finding {
    do throws(Failure) {
      let endpoints = try settings.pipelineEndpoints()
      let detail = DoctorDetail.endpoints(
        kafka: endpoints.bootstrapServers, hologres: endpoints.hologresEndpoint, database: endpoints.hologresDatabase)
      return Finding(.good, .sql, detail)
    } catch {
      return Finding(.sql, error)
    }
  }

  private func alertChannels() -> Finding {
    let channels: [AlertChannel]
    do throws(Failure) {
      channels = try application.usableChannels()
      _ = try settings.alertRules()
    } catch {
      return Finding(.alertChannels, error)
    }
    guard !channels.isEmpty else {
      return Finding(.absent, .alertChannels, DoctorDetail.noAlertChannels, DoctorRemedy.configureAlerts)
    }
    return Finding(.good, .alertChannels, DoctorDetail.alertChannels(channels.map(\.description)))
  }

  /// Whether all messages were delivered; nil while the store cannot tell, which another finding is about.
  private func alertMessages() async -> Finding? {
    guard let store = try? application.alertStore, let counts = try? await store.deliveryCounts() else { return nil }
    guard counts.waiting + counts.dead > 0 else {
      return Finding(.good, .alertMessages, DoctorDetail.alertMessagesDelivered)
    }
    return Finding(
      .absent, .alertMessages, DoctorDetail.alertMessages(waiting: counts.waiting, dead: counts.dead),
      DoctorRemedy.listAlerts)
  }

  /// Whether the namespace has the secrets that generated SQL refers to; nil while no SQL can be generated, and for a
  /// namespace that is not known.
  private func secrets() async -> Finding? {
    guard (try? settings.pipelineEndpoints()) != nil, let client = try? application.apiClient() else { return nil }
    switch await NamespaceLists().variables(since: .now, client).elements {
    case .success(let variables):
      let check = SecretCheck(names: settings.jobSecrets)
      let missing = check.missing(from: variables)
      if !missing.isEmpty { return Finding(.secrets, Failure(PlanProblem.missingSecret(missing))) }
      return Finding(.good, .secrets, DoctorDetail.secrets(check.names))
    case .failure(let error):
      // Deploys work without the permission, too.
      let problem = OperationFailure(error).problem
      return Finding(.absent, .secrets, PlanNote.secretsNotChecked(problem), problem.remedy)
    }
  }
}
