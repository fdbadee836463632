import TestSupport
import Testing

@testable import Deployments

@Suite("The batch machine")
struct BatchMachineTests {
  private static func machine(
    _ count: Int, _ policy: BatchMachine.FailurePolicy = .goOn, atOnce: Int = 2, predecessors: [Int: Set<Int>] = [:]
  ) -> BatchMachine {
    BatchMachine(
      (0..<count).map { BatchItem(name: "p\($0)", predecessors: predecessors[$0] ?? []) }, policy: policy,
      maxParallel: atOnce)
  }

  @Test("begins at most as many items as may run at the same time, in the order of the call")
  func parallel() {
    var machine = Self.machine(3)
    #expect(machine.next == [.begin(0), .begin(1)])
    machine.begin(0, effect: .creates)
    machine.begin(1, effect: .creates)
    #expect(machine.next.isEmpty)
    machine.end(1, .succeeded)
    #expect(machine.next == [.begin(2)])
  }

  @Test("begins a pipeline after those that write what it reads, also if one of them failed")
  func order() {
    var machine = Self.machine(3, atOnce: 3, predecessors: [0: [2], 2: [1]])
    for place in [1, 2, 0] {
      #expect(machine.next == [.begin(place)])
      machine.begin(place, effect: .creates)
      machine.end(place, place == 1 ? .failed : .succeeded)
    }
    #expect(machine.isOver)
  }

  @Test(
    "leaves the rest alone if it stops at a failure",
    arguments: [(0, 0, 3), (1, 1, 2), (3, 3, 0)])
  func stops(_ failing: Int, _ succeeded: Int, _ notBegun: Int) {
    var machine = Self.machine(4, .stop, atOnce: 1)
    while let step = machine.next.first, case .begin(let place) = step {
      machine.begin(place, effect: .creates)
      machine.end(place, place == failing ? .failed : .succeeded)
    }
    #expect(machine.isOver)
    #expect(machine.items.count { $0.stage == .succeeded } == succeeded)
    #expect(machine.items.count { $0.stage == .notBegun } == notBegun)
  }

  @Test("reverses in the reverse order what it did, and nothing else, once no item runs")
  func reverses() {
    var machine = Self.machine(5, .rollBackAll, atOnce: 1)
    let effects: [BatchItem.Effect] = [.creates, .none, .updates(from: 2), .creates]
    for (place, effect) in effects.enumerated() {
      machine.begin(place, effect: effect)
      machine.end(place, place == 3 ? .failed : effect == .none ? .unchanged : .succeeded)
    }
    #expect(machine.items[4].stage == .notBegun)
    #expect(machine.next == [.reverse(2)])
    machine.reverse(2)
    #expect(machine.next.isEmpty)
    machine.end(2, .returned)
    #expect(machine.next == [.reverse(0)])
    machine.reverse(0)
    machine.end(0, .left)
    #expect(machine.isOver)
    #expect(machine.items.map(\.stage) == [.left, .unchanged, .returned, .failed, .notBegun])
  }

  @Test("reverses a pipeline only after those that read what it writes")
  func reversesReadersFirst() {
    var machine = Self.machine(3, .rollBackAll, atOnce: 3, predecessors: [0: [1]])
    for place in [1, 0] {
      machine.begin(place, effect: .creates)
      machine.end(place, .succeeded)
    }
    machine.begin(2, effect: .creates)
    machine.end(2, .failed)
    #expect(machine.next == [.reverse(0)])
    machine.reverse(0)
    #expect(machine.next.isEmpty)
    machine.end(0, .returned)
    #expect(machine.next == [.reverse(1)])
  }

  @Test("refuses pipelines that wait for each other, and names them in their order")
  func cycle() throws {
    typealias Flow = BatchOrder.Flow
    let chain = [Flow(reads: ["b"], writes: ["c"]), Flow(reads: ["a"], writes: ["b"])]
    #expect(try BatchOrder.predecessors(of: chain) == [[1], []])
    let own = Flow(reads: ["d"], writes: ["d"])
    #expect(try BatchOrder.predecessors(of: [own]) == [[]])
    let error = #expect(throws: BatchOrder.Cycle.self) {
      try BatchOrder.predecessors(of: chain + [Flow(reads: ["c"], writes: ["a"])])
    }
    #expect(Set(error?.places ?? []) == [0, 1, 2])
  }

  // MARK: Random runs

  @Test(
    "ends under random failures and crashes: none twice, none lost, and nothing reversed that stays",
    arguments: BatchMachine.FailurePolicy.allCases)
  func model(_ policy: BatchMachine.FailurePolicy) {
    var problems: [String] = []
    var ends: Set<Int> = []
    for seed in 0..<UInt64(1500) {
      var run = BatchModelRun(policy, seed: seed)
      if let problem = run.play() { problems.append("seed \(seed): \(problem)") }
      ends.insert(run.changed)
    }
    #expect(problems.isEmpty, "\(problems.count) runs failed:\n\(problems.prefix(5).joined(separator: "\n"))")
    // Runs that all end alike would test nothing.
    #expect(ends.count > 1)
  }
}

/// A batch against deployments that are made, changed and reversed at random; after a crash the stored stages go on.
private struct BatchModelRun {
  private var random: Seeded
  private let policy: BatchMachine.FailurePolicy
  private var machine: BatchMachine
  /// How often each deployment was made or changed, and not reversed.
  private var worlds: [Int]
  private var mostActive = 0
  private var hasFailed = false

  /// The number of deployments that have a change of the batch at its end.
  var changed: Int { worlds.count { $0 > 0 } }

  init(_ policy: BatchMachine.FailurePolicy, seed: UInt64) {
    var random = Seeded(seed: seed)
    let count = Int.random(in: 1...8, using: &random)
    var items: [BatchItem] = []
    for place in 0..<count {
      var predecessors: Set<Int> = []
      for earlier in 0..<place where Int.random(in: 0..<4, using: &random) == 0 { predecessors.insert(earlier) }
      items.append(BatchItem(name: "p\(place)", predecessors: predecessors))
    }
    machine = BatchMachine(items, policy: policy, maxParallel: Int.random(in: 1...4, using: &random))
    worlds = [Int](repeating: 0, count: count)
    self.policy = policy
    self.random = random
  }

  mutating func play() -> String? {
    for _ in 0..<500 {
      for step in machine.next {
        switch step {
        case .begin(let place):
          if machine.items[place].predecessors.contains(where: { worlds[$0] == 0 && isOpen($0) }) {
            return "\(place) began before its predecessors"
          }
          machine.begin(place, effect: Bool.random(using: &random) ? .creates : .updates(from: 1))
        case .reverse(let place): machine.reverse(place)
        }
      }
      mostActive = max(mostActive, machine.active.count)
      if machine.isOver { return verdict }
      if Int.random(in: 0..<5, using: &random) == 0 { crash() }
      guard let step = machine.active.randomElement(using: &random) else { return "nothing runs, and it is not over" }
      end(step)
    }
    return "no end"
  }

  private func isOpen(_ place: Int) -> Bool { [.waiting, .running].contains(machine.items[place].stage) }

  /// Another process goes on with what is stored.
  private mutating func crash() {
    machine = BatchMachine(machine.items, policy: policy, maxParallel: machine.maxParallel)
  }

  private mutating func end(_ step: BatchMachine.Step) {
    switch step {
    case .begin(let place):
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        hasFailed = true
        machine.end(place, .failed)
      case 1: machine.end(place, .unchanged)
      default:
        worlds[place] += 1
        machine.end(place, .succeeded)
      }
    case .reverse(let place):
      let isReturned = Int.random(in: 0..<4, using: &random) > 0
      if isReturned { worlds[place] -= 1 }
      machine.end(place, isReturned ? .returned : .left)
    }
  }

  private var verdict: String? {
    if worlds.contains(where: { $0 < 0 || $0 > 1 }) { return "a change was made or reversed twice: \(worlds)" }
    if mostActive > machine.maxParallel { return "\(mostActive) items at the same time" }
    let stages = machine.items.map(\.stage)
    if policy == .goOn, stages.contains(.notBegun) { return "an item was left alone" }
    if !hasFailed, stages.contains(where: { ![.succeeded, .unchanged].contains($0) }) { return "\(stages)" }
    for (place, stage) in stages.enumerated() where (worlds[place] == 1) != [.succeeded, .left].contains(stage) {
      return "\(place) says \(stage) with \(worlds[place]) changes"
    }
    if policy == .rollBackAll, hasFailed, stages.contains(.succeeded) { return "a change was not reversed" }
    return nil
  }
}
