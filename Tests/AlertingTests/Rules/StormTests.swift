import JobHealth
import Testing

@testable import Alerting

/// Many jobs in trouble at once.
@Suite("Storms")
struct StormTests {
  /// What the rounds of a scene become in the outbox, with a courier that sends what is due.
  private struct Post {
    var scene = Scene()
    var grouping = MessageGrouping(StoredBoard())
    /// The messages with the IDs of their alerts.
    var messages: [String: Set<String>] = [:]
    private var waiting: [String: Int] = [:]
    private var nextID = 0

    mutating func see(after seconds: Int, _ looks: (Int) -> [JobLook]) {
      let changes = scene.see(after: seconds, looks)
      let sent = waiting.filter { $0.value <= scene.time }.map(\.key)
      grouping.noteAttempts(of: sent)
      for id in sent { waiting[id] = nil }
      var id = nextID
      let record = grouping.record(changes, now: scene.time) {
        id += 1
        return "message-\(id)"
      }
      nextID = id
      for message in record.messages { waiting[message.id] = message.notBefore }
      for stored in record.opened { messages[stored.openingMessage, default: []].insert(stored.id) }
      for stored in record.resolved { messages[stored.closingMessage ?? "", default: []].insert(stored.id) }
    }
  }

  private static func jobs(_ count: Int, at now: Int, failing: Range<Int>) -> [JobLook] {
    (0..<count).map { number in
      let (id, name) = ("d-\(number)", "orders-\(number)")
      guard failing.contains(number) else { return .well(at: now, id: id, name: name) }
      return .at(.failed(text: "Job \(number)-af of \(name) failed: no slots"), id: id, name: name)
    }
  }

  @Test("Jobs that fail at once for one reason are one message, and one when they run again", arguments: [30, 200])
  func atOnce(_ count: Int) {
    var post = Post()
    post.see(after: 30) { Self.jobs(count, at: $0, failing: 0..<0) }
    for _ in 0..<4 { post.see(after: 30) { Self.jobs(count, at: $0, failing: 0..<count) } }
    #expect(post.messages.values.map(\.count) == [count])
    for _ in 0..<4 { post.see(after: 30) { Self.jobs(count, at: $0, failing: 0..<0) } }
    #expect(post.messages.values.map(\.count) == [count, count] && post.scene.board.alerts.isEmpty)
  }

  @Test("Jobs that fail one after another are two messages a minute at most")
  func spread() {
    var post = Post()
    post.see(after: 30) { Self.jobs(200, at: $0, failing: 0..<0) }
    // Five minutes long, one job fails every three seconds.
    for number in 0..<100 { post.see(after: 3) { Self.jobs(200, at: $0, failing: 0..<number) } }
    #expect(post.messages.count <= 10 && post.messages.values.map(\.count).reduce(0, +) == 98)
  }

  @Test("One job that flaps among many adds no message")
  func flapping() {
    var post = Post()
    for number in 0..<100 { post.see(after: 30) { Self.jobs(50, at: $0, failing: 0..<(number % 2)) } }
    #expect(post.messages.isEmpty)
  }
}
