import Testing

@testable import Deployments

@Suite("The order of turns")
struct TurnOrderTests {
  @Test("lets in as many as there are places, then those that came first", arguments: [1, 3])
  func firstCome(_ places: Int) {
    var order = TurnOrder(places: places)
    let tickets = (0..<places + 4).map { order.enter("key \($0)") }
    #expect(tickets.prefix(places).allSatisfy { $0 == nil } && order.waitingCount == 4)
    let called = (0..<5).flatMap { _ in order.leave() }
    #expect(called == tickets.dropFirst(places).compactMap(\.self) && called.count == 4)
  }

  /// One round: all keys come at once, and `turns` of them have a turn before the others give up.
  private static func round(_ order: inout TurnOrder, keys: [String], turns: Int) -> [String] {
    var waiting: [TurnOrder.Ticket: String] = [:]
    var served: [String] = []
    for key in keys {
      if let ticket = order.enter(key) { waiting[ticket] = key } else { served.append(key) }
    }
    while served.count < turns { served += order.leave().compactMap { waiting.removeValue(forKey: $0) } }
    for ticket in waiting.keys { _ = order.giveUp(ticket) }
    _ = order.leave()
    return served
  }

  @Test("gives all a turn before it gives one a second turn, although all come again in the same order")
  func fairness() {
    let keys = (0..<100).map { "key \($0)" }
    var served: [String] = []
    var order = TurnOrder(places: 1)
    for _ in 0..<13 { served += Self.round(&order, keys: keys, turns: 9) }
    // The first to come finds a free place in each round.
    let others = served.filter { $0 != keys[0] }
    #expect(others.count == 13 * 8 && Set(others.prefix(99)).count == 99)
  }

  @Test("forgets one that gave up")
  func givingUp() {
    var order = TurnOrder(places: 1)
    let tickets = ["a", "b", "c"].compactMap { order.enter($0) }
    #expect(tickets.count == 2)
    let waited = [tickets[0], tickets[0]].map { order.giveUp($0) }
    #expect(waited == [true, false])
    let called = order.leave()
    #expect(called == [tickets[1]])
    let isWaiting = order.giveUp(tickets[1])
    #expect(!isWaiting)
  }

  @Test("calls nobody while more places are taken than there are, and several when places are added")
  func places() {
    var order = TurnOrder(places: 3)
    let tickets = ["a", "b", "c", "d", "e", "f"].compactMap { order.enter($0) }
    let fewer = order.change(places: 1)
    let left = (0..<3).map { _ in order.leave() }
    let more = order.change(places: 3)
    #expect(fewer == [] && left == [[], [], [tickets[0]]] && more == Array(tickets.dropFirst()))
  }
}
