import Deployments
import JSONCoding

/// `flink-deploy status` without an ID: all recorded jobs.
enum JobList {
  /// Prints the list.
  /// - Throws: `ExitCode` 1 after an error message if the jobs cannot be read.
  static func print(_ session: CommandSession, _ output: OutputOptions) async throws {
    let jobs: [JobRecord]
    do throws(Failure) { jobs = try await read(session.application) } catch { throw session.exitCode(for: error) }
    let rows = jobs.map { job in
      [
        "\(job.id)", job.status.rawValue, job.deploymentName ?? "", job.deploymentID ?? "", job.jobID ?? "",
        job.updatedAt,
      ]
    }
    let header: [TableLabel] = [.record, .statusHeader, .name, .deployment, .job, .updated]
    output.print(.array(jobs.map(\.json)), TextTable(header, rows, session.application.voice).text)
  }

  private static func read(_ application: Application) async throws(Failure) -> [JobRecord] {
    let service = try application.deployments()
    do throws(OperationFailure) { return try await service.jobs() } catch { throw Failure(error) }
  }
}

extension JobRecord {
  fileprivate var json: JSON {
    [
      "aliyun_job_id": .int(id), "sql_record_id": .optional(sqlRecordID), "status": .string(status.rawValue),
      "deployment_name": .optional(deploymentName), "deployment_id": .optional(deploymentID),
      "job_id": .optional(jobID), "error_message": .optional(errorMessage), "updated_at": .string(updatedAt),
    ]
  }
}
