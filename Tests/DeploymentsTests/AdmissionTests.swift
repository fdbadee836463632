import TestSupport
import Testing

@testable import Deployments

@Suite("The admission of readings", .endsIfStuck)
struct AdmissionTests {
  private let clock = HandClock()

  /// What came of a turn, without its value.
  private static func missed<Value>(_ turn: Admission.Turn<Value>) -> Int? {
    if case .missed(let waiting) = turn { waiting } else { nil }
  }

  /// Keeps the only place taken while `body` runs: one sleep of the clock, which passes `duration` at the end.
  private func whileTaken(_ admission: Admission, for duration: Duration, _ body: () async -> Void) async {
    async let first = admission.turn(of: "first", within: .seconds(5)) { try? await clock.sleep(for: duration) }
    await clock.sleeps.reached(1)
    await body()
    clock.advance(by: duration)
    #expect(Self.missed(await first) == nil)
  }

  @Test("ends a wait when its time is up, and says how many wait")
  func patience() async {
    let admission = Admission(places: 1, clock: clock)
    await whileTaken(admission, for: .seconds(600)) {
      await withTaskGroup(of: Int?.self) { group in
        for index in 0..<3 {
          group.addTask { Self.missed(await admission.turn(of: "\(index)", within: .seconds(5)) {}) }
        }
        await clock.sleeps.reached(4)
        clock.advance(by: .seconds(5))
        let counts = await group.reduce(into: [Int?]()) { $0.append($1) }
        #expect(counts.count == 3 && counts.contains(3) && counts.allSatisfy { (1...3).contains($0 ?? 0) })
      }
    }
    // The place is free again.
    #expect(Self.missed(await admission.turn(of: "last", within: .zero) {}) == nil)
  }

  @Test("lets the next one in when one that waited is cancelled")
  func cancellation() async {
    let admission = Admission(places: 1, clock: clock)
    var next: Task<Int?, Never>?
    await whileTaken(admission, for: .seconds(1)) {
      let cancelled = Task { Self.missed(await admission.turn(of: "b", within: .seconds(5)) {}) }
      await clock.sleeps.reached(2)
      next = Task { Self.missed(await admission.turn(of: "c", within: .seconds(5)) {}) }
      await clock.sleeps.reached(3)
      cancelled.cancel()
      #expect(await cancelled.value == 2)
    }
    #expect(await next?.value == nil)
  }

  @Test("does not wait if the task was cancelled before")
  func cancelledBefore() async {
    let admission = Admission(places: 1, clock: clock)
    await whileTaken(admission, for: .seconds(1)) {
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return Self.missed(await admission.turn(of: "b", within: .seconds(5)) {})
      }
      #expect(await task.value == 1)
    }
  }

  @Test("keeps one place at the smallest share of the rate limit", arguments: [(0.0, 1), (0.3, 3), (1, 12)])
  func share(_ share: Double, _ places: Int) async {
    let admission = Admission(places: 12, clock: clock)
    admission.keep(toShare: share)
    await withTaskGroup(of: Int?.self) { group in
      for index in 0...places {
        group.addTask { [clock] in
          Self.missed(
            await admission.turn(of: "\(index)", within: .seconds(5)) { try? await clock.sleep(for: .seconds(600)) })
        }
      }
      await clock.sleeps.reached(places + 1)
      clock.advance(by: .seconds(5))
      #expect(await group.next() == 1)
      clock.advance(by: .seconds(600))
      #expect(await group.reduce(0) { $0 + ($1 == nil ? 1 : 0) } == places)
    }
  }
}
