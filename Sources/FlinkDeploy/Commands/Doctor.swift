import AliyunFlink
import ArgumentParser
import DeploymentStore
import Deployments
import FlinkSQL
import HologresCatalog
import JSONCoding
import KafkaSampling
import Postgres

/// `flink-deploy doctor`.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check every setting and connection, one line each, with the remedy.")
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let application = try CommandSession.start().application
    let findings = await Examination(application: application).findings()
    if output.json {
      print(JSON.array(findings.map(\.json)).prettyText)
    } else {
      let rows = findings.map {
        let end = $0.detail.hasSuffix(".") ? " " : ". "
        return [$0.state.rawValue, $0.subject, $0.remedy.isEmpty ? $0.detail : $0.detail + end + $0.remedy]
      }
      print(ResultTable.rows(["", "WHAT", "FOUND"], rows))
    }
    if findings.contains(where: { $0.state == .bad }) { throw ExitCode(1) }
  }
}

/// One line of the doctor.
struct Finding {
  enum State: String {
    case good = "ok"
    case absent = "--"
    case bad = "!!"
  }

  var state: State
  var subject: String
  var detail: String
  var remedy = ""

  var json: JSON {
    ["state": .string("\(state)"), "subject": .string(subject), "detail": .string(detail), "remedy": .string(remedy)]
  }
}

/// Looks at everything that a deploy needs.
struct Examination {
  let application: Application

  func findings() async -> [Finding] {
    var findings = settings()
    findings.append(await cloud())
    findings.append(await database())
    findings.append(await hologres())
    findings.append(await kafka())
    findings.append(pipeline())
    return findings
  }

  private func settings() -> [Finding] {
    let settings = application.settings
    func finding(_ name: String, _ value: String?, _ remedy: String) -> Finding {
      Finding(
        state: value == nil ? .bad : .good, subject: name, detail: value ?? "not set",
        remedy: value == nil ? remedy : "")
    }
    return [
      finding("ALIYUN_FLINK_WORKSPACE_ID", settings.workspaceID, "Set it to the workspace's id"),
      finding("ALIYUN_FLINK_NAMESPACE", settings.namespace, "Set it to the name of the project"),
      finding("endpoint", settings.endpoint, "Set ALIYUN_REGION, such as cn-hangzhou"),
    ]
  }

  private func cloud() async -> Finding {
    do throws(OperationFailure) {
      let client = try application.apiClient()
      do throws(FlinkAPIError) {
        let queues = try await client.call(.listDeploymentTargets)
        return Finding(state: .good, subject: "cloud API", detail: "answers; queues: \(queues.joined(separator: ", "))")
      } catch { throw OperationFailure(error) }
    } catch {
      return Finding(state: .bad, subject: "cloud API", detail: error.message, remedy: error.remedy)
    }
  }

  private func database() async -> Finding {
    do throws(OperationFailure) {
      let client = try application.databaseClient()
      let version: Int
      do throws(PostgresError) { version = try await Migrations.version(of: client) } catch {
        throw OperationFailure(StoreError(error))
      }
      guard version == Migrations.current else {
        throw OperationFailure(StoreError(.needsUpgrade, "the tables are missing or old"))
      }
      return Finding(state: .good, subject: "database", detail: "answers; tables of version \(version)")
    } catch {
      return Finding(state: .bad, subject: "database", detail: error.message, remedy: error.remedy)
    }
  }

  private func hologres() async -> Finding {
    guard let client = application.hologresClient else {
      return Finding(
        state: .absent, subject: "Hologres", detail: "not configured here",
        remedy: "Set HOLOGRES_ENDPOINT and HOLOGRES_DATABASE to have target tables read")
    }
    do throws(PostgresError) {
      let name = (try? await client.query("select hg_version() as version").first?.string("version")) ?? nil
      try await client.query("select 1")
      return Finding(
        state: .good, subject: "Hologres",
        detail: name ?? "answers, but is plain Postgres, not Hologres (no hg_version)")
    } catch {
      return Finding(
        state: .bad, subject: "Hologres", detail: error.description,
        remedy: "Check HOLOGRES_ENDPOINT, HOLOGRES_DATABASE, HOLOGRES_USERNAME and HOLOGRES_PASSWORD")
    }
  }

  private func kafka() async -> Finding {
    guard KafkaSampler.isBuilt else {
      return Finding(
        state: .absent, subject: "Kafka", detail: "this build cannot read topics",
        remedy: "Build with --traits KafkaSampling (librdkafka-dev), or pass columns or sample_messages")
    }
    guard let kafka = application.settings.kafka else {
      return Finding(
        state: .absent, subject: "Kafka", detail: "KAFKA_BOOTSTRAP_SERVERS is not set",
        remedy: "Set it to have topics sampled, or pass columns or sample_messages")
    }
    do throws(KafkaSamplingError) {
      let brokers = try await KafkaSampler(kafka).brokerCount(timeout: .seconds(5))
      return Finding(state: .good, subject: "Kafka", detail: "\(kafka.bootstrapServers) answers; brokers: \(brokers)")
    } catch {
      return Finding(
        state: .bad, subject: "Kafka", detail: error.message,
        remedy: "Check KAFKA_BOOTSTRAP_SERVERS and the KAFKA_SASL and KAFKA_SSL settings")
    }
  }

  private func pipeline() -> Finding {
    do throws(SQLGenerationError) {
      let endpoints = try application.settings.pipelineEndpoints()
      return Finding(
        state: .good, subject: "SQL",
        detail:
          "jobs read \(endpoints.bootstrapServers) and write \(endpoints.hologresEndpoint)/\(endpoints.hologresDatabase)"
      )
    } catch {
      return Finding(state: .bad, subject: "SQL", detail: error.message, remedy: error.remedy)
    }
  }
}
