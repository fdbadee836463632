import Deployments
import JSONCoding
import Synchronization

/// Carries batches out after their calls have ended, and takes over those of processes that have ended.
final class BatchQueue: Sendable {
  private struct Accepted: Sendable {
    let batch: StoredBatch
    let monitor: BatchMonitor
  }

  private let application: Application
  private let live = Mutex<[Int: BatchMonitor]>([:])
  private let accepted: AsyncStream<Accepted>
  private let accept: AsyncStream<Accepted>.Continuation
  private let wanted: AsyncStream<Void>
  private let want: AsyncStream<Void>.Continuation

  /// A queue; nothing is connected before a batch, or ``prepare()``.
  init(_ application: Application) {
    self.application = application
    (accepted, accept) = AsyncStream.makeStream()
    (wanted, want) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Makes ``run()`` take over batches of processes that have ended; returns at once.
  func prepare() { want.yield() }

  /// The monitor of a batch that this process carries out; nil for another one.
  func monitor(of id: Int) -> BatchMonitor? { live.withLock { $0[id] } }

  /// Hands a batch that this process owns over to ``run()``.
  /// - Parameter names: The names of its deployments.
  func drive(_ batch: StoredBatch, names: [String]) -> BatchMonitor {
    let monitor = BatchMonitor(batch.items, names: names)
    live.withLock { $0[batch.id] = monitor }
    accept.yield(Accepted(batch: batch, monitor: monitor))
    return monitor
  }

  /// Carries batches out until the task is cancelled, and then leaves them, journaled, to the next process.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask {
        for await _ in self.wanted { await self.takeOver() }
      }
      for await accepted in accepted {
        group.addTask {
          await BatchDriver(application: self.application).drive(accepted.batch, accepted.monitor)
          self.forget(accepted)
        }
      }
      group.cancelAll()
    }
  }

  /// Forgets a batch that is over here, unless it has come back from another process meanwhile.
  private func forget(_ accepted: Accepted) {
    live.withLock { live in
      if live[accepted.batch.id] === accepted.monitor { live[accepted.batch.id] = nil }
    }
  }

  /// Takes over batches until the task is cancelled.
  private func takeOver() async {
    guard !application.settings.isReadOnly else { return }
    while !Task.isCancelled {
      if let store = try? application.deployments().batches {
        for batch in (try? await store.takeOverExpiredBatches(only: nil)) ?? [] {
          _ = drive(batch, names: batch.names(application))
        }
      }
      try? await Task.sleep(for: Duration.seconds(application.settings.leaseSeconds) / 3)
    }
  }
}

extension StoredBatch {
  /// The names of its deployments; empty texts if its arguments cannot be used any longer.
  func names(_ application: Application) -> [String] {
    let parsed = try? BatchDraft(arguments.object ?? [:], secrets: application.settings.secrets).arguments()
    return parsed?.parsed.map(\.name) ?? items.map { _ in "" }
  }
}
