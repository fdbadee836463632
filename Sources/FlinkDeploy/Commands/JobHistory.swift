import Deployments
import JSONCoding

/// `flink-deploy status --history`: API calls that changed something, failures and rejected calls.
enum JobHistory {
  /// Prints the history of the deployment or job that `id` names.
  /// - Throws: `ExitCode` 1 after an error message if the history cannot be read.
  static func print(_ id: String, _ session: CommandSession, _ output: OutputOptions) async throws {
    let entries: [AuditEntry]
    do throws(Failure) { entries = try await read(id, session.application) } catch {
      throw session.exitCode(for: error)
    }
    let rows = entries.map { entry in
      [entry.time, entry.kind, entry.operation, entry.error ?? "ok", entry.client ?? "", entry.requestID ?? ""]
    }
    let header: [TableLabel] = [.time, .kind, .operation, .result, .client, .request]
    output.print(.array(entries.map(\.json)), TextTable(header, rows, session.application.voice).text)
  }

  private static func read(_ id: String, _ application: Application) async throws(Failure) -> [AuditEntry] {
    let service = try application.deployments()
    let subject = await Subject(id, application)
    do throws(OperationFailure) { return try await service.history(subject.selector) } catch { throw Failure(error) }
  }
}

extension AuditEntry {
  fileprivate var json: JSON {
    [
      "time": .string(time), "kind": .string(kind), "operation": .string(operation), "client": .optional(client),
      "request_id": .optional(requestID), "error": .optional(error),
    ]
  }
}
