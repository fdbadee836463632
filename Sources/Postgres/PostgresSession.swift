import Dispatch
import Synchronization

/// A place in the pool: a serial queue that may block, and the connection that lives on it.
///
/// `@unchecked Sendable`: `connection` is touched only by blocks on `queue`, which runs one at a time.
final class PostgresSession: @unchecked Sendable {
  private let configuration: PostgresConfiguration
  private let queue = DispatchQueue(label: "flink-deploy.postgres")
  private let interrupt = Interrupt()
  private var connection: PostgresConnection?

  /// A place without a connection.
  init(_ configuration: PostgresConfiguration) { self.configuration = configuration }

  /// Runs `body` with a working connection, outside of Swift's threads; cancelling the task cancels the statement.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable (PostgresTransaction) throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    let result: Result<Value, PostgresError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { continuation.resume(returning: self.perform(body)) }
      }
    } onCancel: {
      interrupt.raise()
    }
    interrupt.clear()  // only here can no handler raise it any more
    return try result.get()
  }

  private func connect() throws(PostgresError) -> PostgresConnection {
    if let connection, !connection.isStale { return connection }
    let fresh = try PostgresConnection(configuration, interrupt: interrupt)
    connection = fresh
    return fresh
  }

  private func perform<Value>(
    _ body: (PostgresTransaction) throws(PostgresError) -> Value
  ) -> Result<Value, PostgresError> {
    do throws(PostgresError) {
      let connection = try connect()
      defer { if connection.isBroken { self.connection = nil } }
      let transaction = PostgresTransaction(connection, statementTimeout: configuration.statementTimeout)
      return .success(try body(transaction))
    } catch {
      return .failure(error)
    }
  }
}
