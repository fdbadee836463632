import JSONCoding
import JSONRPC
import Synchronization

/// The subscriptions to changes: those of the session, and the open streams of `subscriptions/listen`.
final class Subscriptions: Sendable {
  private static let mostSubscriptions = 1000
  private static let mostStreams = 64
  /// How often the tasks of a stream are read.
  private static let taskInterval = Duration.seconds(1)

  private let resources: (any ResourceProvider)?
  private let writer: MessageWriter
  /// The URIs of the session, each with its own number, so that the watcher of an earlier subscription ends.
  private let wanted = Mutex((numbers: [String: Int](), last: 0))
  private let streams = Mutex(0)
  private let added: AsyncStream<(uri: String, number: Int)>
  private let add: AsyncStream<(uri: String, number: Int)>.Continuation

  init(_ resources: (any ResourceProvider)?, writer: MessageWriter) {
    self.resources = resources
    self.writer = writer
    (added, add) = AsyncStream.makeStream()
  }

  /// Notifies the client of changes of its resources, until the task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await (uri, number) in added { group.addTask { await self.watch(uri, number) } }
      // `added` ends only with this object or with the task.
      group.cancelAll()
    }
  }

  // MARK: Sessions

  /// Adds a subscription of the session.
  /// - Throws: -32602 if there are too many.
  func subscribe(to uri: String) throws(RPCError) {
    let number = try wanted.withLock { wanted throws(RPCError) -> Int? in
      guard wanted.numbers.count < Subscriptions.mostSubscriptions else {
        throw .invalidParams("Too many subscriptions")
      }
      guard wanted.numbers[uri] == nil else { return nil }
      wanted.last += 1
      wanted.numbers[uri] = wanted.last
      return wanted.last
    }
    if let number { add.yield((uri, number)) }
  }

  /// Removes a subscription of the session.
  func unsubscribe(from uri: String) { wanted.withLock { _ = $0.numbers.removeValue(forKey: uri) } }

  /// Removes all subscriptions of the session.
  func removeAll() { wanted.withLock { $0.numbers = [:] } }

  private func watch(_ uri: String, _ number: Int) async {
    guard let changes = await resources?.changes(of: uri) else { return }
    for await _ in changes {
      guard wanted.withLock({ $0.numbers[uri] == number }) else { return }
      writer.sendFromTask(Message.notification("notifications/resources/updated", ["uri": .string(uri)]))
    }
  }

  // MARK: Streams

  /// Acknowledges a stream and sends its notifications until its request ends.
  /// - Throws: -32600 if too many are open.
  func listen(
    _ id: RequestID, uris: [String], taskIDs: [String], _ context: RequestContext, _ server: Server
  ) async throws(RPCError) {
    let isRoom = streams.withLock { streams in
      guard streams < Subscriptions.mostStreams else { return false }
      streams += 1
      return true
    }
    guard isRoom else { throw .invalidRequest("Too many streams: \(Subscriptions.mostStreams) are open") }
    defer { streams.withLock { $0 -= 1 } }
    var honoured: [(uri: String, changes: AsyncStream<Void>)] = []
    for uri in Set(uris).sorted() {
      if let changes = await resources?.changes(of: uri) { honoured.append((uri, changes)) }
    }
    var tasks: [TaskState] = []
    for taskID in Set(taskIDs).sorted() {
      if let task = try? await server.knownTask(taskID) { tasks.append(task) }
    }
    acknowledge(id, honoured.map(\.uri), tasks.map(\.id))
    await withDiscardingTaskGroup { group in
      for (uri, changes) in honoured {
        group.addTask {
          for await _ in changes { self.notify(id, "notifications/resources/updated", ["uri": .string(uri)]) }
        }
      }
      for task in tasks { group.addTask { await self.follow(task, id, context, server) } }
      // Keeps a stream without sources open.
      group.addTask { try? await Task.sleep(for: .seconds(1 << 30)) }
    }
  }

  private func acknowledge(_ id: RequestID, _ uris: [String], _ taskIDs: [String]) {
    var notifications = JSONObject()
    if !uris.isEmpty { notifications["resourceSubscriptions"] = .array(uris.map(JSON.string)) }
    if !taskIDs.isEmpty { notifications["taskIds"] = .array(taskIDs.map(JSON.string)) }
    notify(id, "notifications/subscriptions/acknowledged", ["notifications": .object(notifications)])
  }

  private func follow(_ task: TaskState, _ id: RequestID, _ context: RequestContext, _ server: Server) async {
    var last = task
    while !last.status.isTerminal, !Task.isCancelled {
      try? await Task.sleep(for: Subscriptions.taskInterval)
      guard let now = try? await server.knownTask(task.id) else { continue }
      if now.status != last.status || now.message != last.message {
        notify(id, "notifications/tasks", now.json(for: context.revision))
      }
      last = now
    }
  }

  private func notify(_ id: RequestID, _ method: String, _ params: JSONObject) {
    var params = params
    params["_meta"] = .object([MetaKey.subscriptionID: id.json])
    writer.sendFromTask(Message.notification(method, params))
  }
}
