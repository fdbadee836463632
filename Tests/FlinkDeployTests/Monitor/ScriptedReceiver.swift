import HTTPTransport
import Synchronization

/// A receiver of messages in place of the network: it answers as the test says, and keeps what it received.
final class ScriptedReceiver: HTTPTransport {
  /// A request that it received.
  struct Received: Sendable {
    /// The ID of the message.
    let id: String
    /// The host.
    let host: String
    let body: String
    let timeout: Duration
  }

  /// What it answers.
  enum Answer {
    case status(Int, headers: [String: String] = [:])
    case noConnection
    /// Nothing, until the request is cancelled.
    case nothing
  }

  private let log = Mutex<[Received]>([])
  private let arrivals: AsyncStream<Received>
  private let arrive: AsyncStream<Received>.Continuation
  private let answer: @Sendable (_ request: Received, _ count: Int) async -> Answer

  /// A receiver.
  /// - Parameter answer: Its answer to a request, and the number of requests so far.
  init(_ answer: @escaping @Sendable (_ request: Received, _ count: Int) async -> Answer) {
    self.answer = answer
    (arrivals, arrive) = AsyncStream.makeStream()
  }

  var received: [Received] { log.withLock { $0 } }
  var ids: [String] { received.map(\.id) }

  /// Waits until requests have arrived, each of which is counted once.
  func wait(for count: Int) async {
    if count == 0 { return }
    var left = count
    for await _ in arrivals {
      left -= 1
      if left == 0 { return }
    }
  }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let received = Received(
      id: request.headers.first { $0.name == "webhook-id" }?.value ?? "",
      host: String(request.url.split(separator: "/")[1]), body: String(decoding: request.body ?? [], as: UTF8.self),
      timeout: request.timeout)
    let count = log.withLock { log in
      log.append(received)
      return log.count
    }
    arrive.yield(received)
    switch await answer(received, count) {
    case .status(let status, let headers): return HTTPResponse(status: status, headers: headers, body: [])
    case .noConnection: throw TransportError(.said("connection refused"), wasSent: false)
    case .nothing:
      let (cancellation, cancel) = AsyncStream<Never>.makeStream()
      await withTaskCancellationHandler {
        for await _ in cancellation {}
      } onCancel: {
        cancel.finish()
      }
      throw TransportError(.cancelled, wasSent: true)
    }
  }
}

/// A clock whose short sleeps pass at once; long ones last until they are cancelled.
final class LeapingClock: Clock {
  private let passed = Mutex(0)
  private let longest: Duration
  private let onSleep: @Sendable () async -> Void

  /// A clock at a time in milliseconds since 1970.
  /// - Parameters:
  ///   - longest: From this duration on, a sleep is a long one.
  ///   - onSleep: Called at the begin of each short sleep.
  init(_ start: Int, longest: Duration = .seconds(60), onSleep: @escaping @Sendable () async -> Void = {}) {
    passed.withLock { $0 = start }
    self.longest = longest
    self.onSleep = onSleep
  }

  /// The time in milliseconds since 1970.
  var milliseconds: Int { passed.withLock { $0 } }

  var now: ContinuousClock.Instant { .now }
  var minimumResolution: Duration { .zero }

  func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
    let duration = deadline - .now
    guard duration < longest else { return try await Task.sleep(for: .seconds(3600)) }
    await onSleep()
    // What passed of the real time since the call counts as well.
    let step = Int((duration / .milliseconds(1)).rounded(.up))
    passed.withLock { $0 += max(1, step) }
    await Task.yield()
  }
}
