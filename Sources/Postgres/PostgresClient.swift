import CLibPQ
public import Logging
import Synchronization

/// A database, reached over at most a fixed number of connections that are opened when first needed.
///
/// If a connection breaks while it is idle, it is replaced silently. If it breaks during a statement, that is an error,
/// because only the caller knows whether the statement can be repeated.
public final class PostgresClient: Sendable {
  /// Whether libpq is installed.
  ///
  /// Without it, connecting ends the program.
  public static var isLibraryInstalled: Bool { libpq_is_installed() == 1 }

  private struct Pool {
    var idle: [PostgresSession] = []
    var count = 0
    var waiting: [(id: Int, continuation: CheckedContinuation<PostgresSession?, Never>)] = []
    var nextWaiter = 0
  }

  private let configuration: PostgresConfiguration
  private let logger: Logger
  private let pool = Mutex(Pool())

  /// A client; nothing is connected until the first statement.
  public init(_ configuration: PostgresConfiguration, logger: Logger) {
    self.configuration = configuration
    self.logger = logger
  }

  /// Runs one statement.
  /// - Parameters:
  ///   - sql: The statement, with `$1`, `$2` ... in place of values.
  ///   - values: The values.
  /// - Returns: The rows.
  /// - Throws: ``PostgresError``.
  @discardableResult
  public func query(_ sql: String, _ values: [PostgresValue] = []) async throws(PostgresError) -> [PostgresRow] {
    try await withSession { session throws(PostgresError) in
      try await session.run { connection throws(PostgresError) in try connection.execute(sql, values) }
    }
  }

  /// Runs `body` as one transaction; commits when it returns, rolls back when it throws.
  /// - Throws: ``PostgresError``, from `body` or from the commit.
  @discardableResult
  public func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (PostgresTransaction) throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    try await withSession { session throws(PostgresError) in
      try await session.run { connection throws(PostgresError) in
        try connection.execute("begin")
        do throws(PostgresError) {
          let value = try body(connection)
          try connection.execute("commit")
          return value
        } catch {
          // A connection that is gone has rolled back by itself.
          do throws(PostgresError) { try connection.execute("rollback") } catch {}
          throw error
        }
      }
    }
  }

  private func withSession<Value>(
    _ body: (PostgresSession) async throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    let deadline = ContinuousClock.now + configuration.connectionPatience
    while true {
      guard let session = await acquire() else {
        throw PostgresError(.cancelled, .cancelled)
      }
      do throws(PostgresError) {
        let value = try await body(session)
        release(session)
        return value
      } catch {
        release(session)
        // Nothing has been asked of the server yet, so the statement may be tried again.
        guard error.isOutOfConnections, ContinuousClock.now < deadline, !Task.isCancelled else { throw error }
        try? await Task.sleep(for: .milliseconds(Int.random(in: 50...200)))
      }
    }
  }

  private func acquire() async -> PostgresSession? {
    let id = pool.withLock { pool in
      pool.nextWaiter += 1
      return pool.nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let ready = pool.withLock { pool -> PostgresSession?? in
          if Task.isCancelled { return .some(nil) }
          if let session = pool.idle.popLast() { return session }
          if pool.count < configuration.maximumConnections {
            pool.count += 1
            return PostgresSession(configuration)
          }
          pool.waiting.append((id, continuation))
          return nil
        }
        if let ready { continuation.resume(returning: ready) }
      }
    } onCancel: {
      let waiter = pool.withLock { pool in
        pool.waiting.firstIndex { $0.id == id }.map { pool.waiting.remove(at: $0) }
      }
      waiter?.continuation.resume(returning: nil)
    }
  }

  private func release(_ session: PostgresSession) {
    let waiter = pool.withLock { pool in
      if pool.waiting.isEmpty {
        pool.idle.append(session)
        return nil as CheckedContinuation<PostgresSession?, Never>?
      }
      return pool.waiting.removeFirst().continuation
    }
    waiter?.resume(returning: session)
  }
}
