import TestSupport

/// The random faults of a run: a few, from a seed, so that each run ends.
struct ModelFaults {
  /// The longest delay of a call whose answer was lost, in milliseconds; the machine looks for it as long as that.
  static let latest = 900

  /// The numbers of the run.
  var random: Seeded
  /// The number of faults that remain.
  private var left: Int

  /// The faults of a run.
  init(seed: UInt64) {
    random = Seeded(seed: seed)
    left = Int.random(in: 0...8, using: &random)
  }

  /// Whether the next of the remaining faults happens, with this probability; uses it up.
  mutating func chance(of percent: Int) -> Bool {
    guard left > 0, Int.random(in: 0..<100, using: &random) < percent else { return false }
    left -= 1
    return true
  }

  /// The fate of the next call, which is a fault with this probability.
  mutating func fate(faulty percent: Int) -> ModelCloud.Fate {
    guard chance(of: percent) else { return .answered }
    let fates: [ModelCloud.Fate] = [
      .lostAfterEffect, .lostAfterEffect, .lostBeforeEffect, .turnedDown, .refused,
      .late(Int.random(in: 1...Self.latest, using: &random)),
    ]
    return fates.randomElement(using: &random) ?? .answered
  }
}
