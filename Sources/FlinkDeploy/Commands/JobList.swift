import Deployments
import FoundationEssentials
import JSONCoding
import JobHealth

/// `flink-deploy status` without an ID: all recorded jobs, those in trouble first.
enum JobList {
  /// Prints the list.
  /// - Throws: `ExitCode` 1 after an error message if the jobs cannot be read.
  static func print(_ session: CommandSession, _ output: OutputOptions) async throws {
    let jobs: [ListedJob]
    do throws(Failure) { jobs = try await read(session.application) } catch { throw session.exitCode(for: error) }
    let voice = session.application.voice
    let listing = JobListing(jobs, now: Int(Date.now.timeIntervalSince1970 * 1000))
    output.print(
      .object(ActionResult(listing, nextCursor: nil).document(voice)), table(listing, voice).text)
  }

  /// The table of the jobs.
  static func table(_ listing: JobListing, _ voice: Voice) -> TextTable {
    let header: [TableLabel] = [
      .record, .verdict, .statusHeader, .name, .readRate, .writtenRate, .waiting, .deployment, .job, .updated,
    ]
    let rows = listing.byUrgency.map { entry in
      let (record, figures) = (entry.record, entry.figures)
      func rate(_ value: Double?) -> String { value.map { Quantity.rate($0).text(voice) } ?? "" }
      return [
        "\(record.id)", entry.verdict.rawValue, record.status.rawValue, record.deploymentName?.printable ?? "",
        rate(figures?.recordsInPerSecond), rate(figures?.recordsOutPerSecond),
        figures?.pendingRecords.map { Quantity.count($0).text(voice) } ?? "", record.deploymentID ?? "",
        record.jobID ?? "", record.updatedAt,
      ]
    }
    return TextTable(header, rows, voice)
  }

  private static func read(_ application: Application) async throws(Failure) -> [ListedJob] {
    let service = try application.deployments()
    do throws(OperationFailure) { return try await service.listedJobs(limit: 1000) } catch { throw Failure(error) }
  }
}
