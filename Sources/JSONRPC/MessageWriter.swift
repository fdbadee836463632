import CMalloc
import Dispatch
public import JSONCoding
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes messages to one descriptor, whole and in the order in which they were sent.
///
/// Sending only appends to a buffer, so any thread may do it. Bytes leave in two ways, one at a time: the reader thread
/// calls ``flushWithoutBlocking()`` after it has answered a batch, which saves a thread switch for each round trip; what
/// the descriptor does not take at once is left to a thread of the writer's own, which may block.
public final class MessageWriter: Sendable {
  private struct State {
    var pending: [UInt8] = []
    var isWriting = false
    var hasThread = false
    var isClosed = false
    /// Bytes that have left so far.
    var written = 0
  }

  private static let largestPiecemeal = 1 << 14
  /// After a backlog of more bytes, the memory that it took goes back to the system.
  private static let largestKept = 1 << 20
  /// Bytes of one blocking write, so that a slow reader is seen to read.
  private static let largestWrite = 1 << 16

  private let descriptor: Int32
  private let onClose: @Sendable () -> Void
  private let state = Mutex(State())
  private let work = DispatchSemaphore(value: 0)
  private let drained = DispatchSemaphore(value: 0)

  /// A writer to `descriptor`, which stays open and belongs to the caller.
  /// - Parameter onClose: Called once, from any thread, when the other side is gone.
  public init(descriptor: Int32, onClose: @escaping @Sendable () -> Void) {
    self.descriptor = descriptor
    self.onClose = onClose
    limit_free_memory()
  }

  /// Queues `message` as one line; after the other side is gone it is dropped.
  public func send(_ message: JSON) {
    var line = message.serialized
    line.append(UInt8(ascii: "\n"))
    send(line: line)
  }

  /// Queues bytes that are one message and its line feed already.
  public func send(line: some Collection<UInt8>) {
    state.withLock { state in
      if !state.isClosed { state.pending.append(contentsOf: line) }
    }
  }

  /// Queues a message from a task, which has no reader behind it that flushes.
  public func sendFromTask(_ message: JSON) {
    send(message)
    flushFromTask()
  }

  /// Makes sure that what is queued leaves without anybody's further help.
  public func flushFromTask() {
    startThread()
    work.signal()
  }

  /// Bytes that are queued and have not left.
  public var backlog: Int { state.withLock { $0.pending.count } }

  /// Bytes that have left so far: while it grows, the other side reads.
  var written: Int { state.withLock { $0.written } }

  /// Whether the other side is gone.
  public var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Writes what the descriptor takes without blocking; the rest is left to the writer's thread.
  public func flushWithoutBlocking() {
    // Much is written in one piece by the thread, which may block, instead of in many that must not.
    if backlog > MessageWriter.largestPiecemeal { return flushFromTask() }
    guard let batch = takePending() else { return }
    let written = writeWithoutBlocking(batch)
    if finishBatch(batch, written: written) {
      startThread()
      work.signal()
    }
  }

  /// Blocks until everything queued has left, the other side is gone, or the time is up.
  ///
  /// Not for cooperative threads.
  /// - Parameter limit: How long to wait for a reader that does not read; nil for as long as it takes.
  public func drain(within limit: Duration? = nil) {
    let deadline = limit.map { ContinuousClock.now + $0 }
    flushWithoutBlocking()
    while hasQueued {
      if let deadline, ContinuousClock.now >= deadline { return }
      flushFromTask()
      _ = drained.wait(timeout: .now() + .milliseconds(20))
    }
  }

  /// Returns when everything queued has left, the other side is gone, it has read nothing for so long, or the task is
  /// cancelled.
  public func drain(untilIdleFor limit: Duration) async {
    var last = (written: -1, time: ContinuousClock.now)
    flushWithoutBlocking()
    while hasQueued, !Task.isCancelled {
      let written = written
      if written != last.written { last = (written, .now) }
      if ContinuousClock.now - last.time >= limit { return }
      flushFromTask()
      try? await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Drops what is queued and what comes later, and ends the writer's thread.
  public func stop() {
    _ = markClosed()
    work.signal()
  }

  private var hasQueued: Bool { state.withLock { !$0.isClosed && ($0.isWriting || !$0.pending.isEmpty) } }

  private func takePending() -> [UInt8]? {
    state.withLock { state in
      if state.isWriting || state.isClosed || state.pending.isEmpty { return nil }
      state.isWriting = true
      defer { state.pending = [] }
      return state.pending
    }
  }

  /// Puts back what was not written; true when there is more to write.
  private func finishBatch(_ batch: [UInt8], written: Int?) -> Bool {
    state.withLock { state in
      state.isWriting = false
      guard let written else { return false }
      if written < batch.count { state.pending.insert(contentsOf: batch[written...], at: 0) }
      if written == batch.count, state.pending.isEmpty, batch.capacity <= 1 << 16 {
        state.pending = batch  // keep the storage: no allocation for each round trip
        state.pending.removeAll(keepingCapacity: true)
      }
      return !state.pending.isEmpty
    }
  }

  private func startThread() {
    let isFirst = state.withLock { state in
      defer { state.hasThread = true }
      return !state.hasThread
    }
    guard isFirst else { return }
    startDetachedThread { [self] in
      while !state.withLock({ $0.isClosed }) {
        work.wait()
        var largest = 0
        while let batch = takePending() {
          largest = max(largest, batch.count)
          _ = finishBatch(batch, written: writeBlocking(batch))
          drained.signal()
        }
        if largest > MessageWriter.largestKept { return_free_memory() }
      }
    }
  }

  private func writeBlocking(_ bytes: [UInt8]) -> Int? {
    var offset = 0
    while offset < bytes.count {
      let size = min(bytes.count - offset, MessageWriter.largestWrite)
      let count = bytes.withUnsafeBytes {
        write(descriptor, UnsafeRawBufferPointer(rebasing: $0[offset...]).baseAddress, size)
      }
      if count > 0 {
        offset += count
        state.withLock { $0.written += count }
      } else if errno == EAGAIN {
        var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&poller, 1, -1)
      } else if errno != EINTR {
        close()
        return nil
      }
    }
    return offset
  }

  /// Bytes written, fewer than all when the other side is slow; nil when it is gone.
  private func writeWithoutBlocking(_ bytes: [UInt8]) -> Int? {
    var offset = 0
    while offset < bytes.count {
      // A pipe that is writable takes PIPE_BUF bytes without blocking (POSIX, write); a socket is asked not to block.
      let size = min(bytes.count - offset, 4096)
      let count = bytes.withUnsafeBytes { buffer -> Int in
        let start = UnsafeRawBufferPointer(rebasing: buffer[offset...]).baseAddress
        let sent = Glibc.send(descriptor, start, size, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
        if sent >= 0 || errno != ENOTSOCK { return sent }
        var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        if poll(&poller, 1, 0) == 0 {
          errno = EAGAIN
          return -1
        }
        return write(descriptor, start, size)
      }
      if count > 0 {
        offset += count
        state.withLock { $0.written += count }
      } else if errno == EAGAIN {
        return offset
      } else if errno != EINTR {
        close()
        return nil
      }
    }
    return offset
  }

  private func close() {
    if markClosed() { onClose() }
  }

  /// Drops what is queued and what comes later; whether it was open.
  private func markClosed() -> Bool {
    state.withLock { state in
      defer {
        state.isClosed = true
        state.pending = []
      }
      return !state.isClosed
    }
  }
}

/// Runs `body` on a thread of its own, for calls that block; it ends with `body` or with the process.
func startDetachedThread(_ body: @escaping @Sendable () -> Void) {
  // A serial queue of its own always gets a thread at once; a concurrent one shares a pool as wide as the machine, and
  // threads that block there keep others waiting.
  DispatchQueue(label: "flink-deploy.blocking").async(execute: body)
}
