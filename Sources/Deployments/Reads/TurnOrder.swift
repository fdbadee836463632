/// Who has a place and who waits for one, where there are few.
///
/// The next place goes to the waiting key that had its last turn the longest ago, or never. Among equals it goes to the
/// one that came first. A caller that asks for a thousand jobs over and over therefore gets to all of them.
struct TurnOrder {
  /// The number of one that waits.
  typealias Ticket = Int

  private struct Waiter {
    let ticket: Ticket
    let key: String
    let lastTurn: Int
  }

  /// Older turns are forgotten.
  private static let mostRemembered = 4096

  private var places: Int
  private var taken = 0
  private var tickets = 0
  private var turns = 0
  private var lastTurns: [String: Int] = [:]
  private var waiters: [Waiter] = []

  /// An order in which nobody waits.
  /// - Parameter places: How many can have a place at the same time.
  init(places: Int) { self.places = places }

  /// How many wait.
  var waitingCount: Int { waiters.count }

  /// Takes a place for `key`, or a ticket if none is free.
  /// - Returns: The ticket; nil with a place.
  mutating func enter(_ key: String) -> Ticket? {
    if taken < places {
      take(key)
      return nil
    }
    tickets += 1
    waiters.append(Waiter(ticket: tickets, key: key, lastTurn: lastTurns[key] ?? 0))
    return tickets
  }

  /// Gives a place back.
  /// - Returns: The tickets that have a place now.
  mutating func leave() -> [Ticket] {
    taken -= 1
    return fill()
  }

  /// Ends the wait of a ticket.
  /// - Returns: Whether it was waiting.
  mutating func giveUp(_ ticket: Ticket) -> Bool {
    guard let index = waiters.firstIndex(where: { $0.ticket == ticket }) else { return false }
    waiters.remove(at: index)
    return true
  }

  /// Changes the number of places; those that are taken stay so until they are given back.
  /// - Returns: The tickets that have a place now.
  mutating func change(places newPlaces: Int) -> [Ticket] {
    places = newPlaces
    return fill()
  }

  private mutating func fill() -> [Ticket] {
    var called: [Ticket] = []
    // Of equals, `min` finds the first.
    while taken < places, let index = waiters.indices.min(by: { waiters[$0].lastTurn < waiters[$1].lastTurn }) {
      let waiter = waiters.remove(at: index)
      take(waiter.key)
      called.append(waiter.ticket)
    }
    return called
  }

  private mutating func take(_ key: String) {
    taken += 1
    turns += 1
    lastTurns[key] = turns
    if lastTurns.count > TurnOrder.mostRemembered {
      let oldest = turns - TurnOrder.mostRemembered / 2
      lastTurns = lastTurns.filter { $0.value > oldest }
    }
  }
}
