import JSONCoding
import Synchronization

/// A reading for the live view of a job.
struct WatchSample: Sendable {
  /// The result of `get_job_status`.
  var result: ActionResult
  /// The figures of the stored readings.
  var series = WatchSeries()
  /// Whether no further reading will tell more: the job has ended, or it cannot be read.
  var isOver: Bool
}

/// Hands readings from the task that takes them to the one that shows them.
final class WatchFeed: Sendable {
  private let unseen = Mutex<[WatchSample]>([])

  /// Adds a reading.
  func add(_ sample: WatchSample) { unseen.withLock { $0.append(sample) } }

  /// The readings since the last call, oldest first.
  func take() -> [WatchSample] {
    unseen.withLock { samples in
      defer { samples = [] }
      return samples
    }
  }
}
