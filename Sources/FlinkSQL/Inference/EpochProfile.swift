/// How many numbers of a field would be times of this century, in which unit.
///
/// The ranges do not overlap: the years 2000 to 2100.
struct EpochProfile: Sendable, Equatable {
  /// What an epoch time counts.
  enum Unit: CaseIterable {
    case seconds, milliseconds, microseconds

    /// How many places of a second it counts.
    var places: Int {
      switch self {
      case .seconds: 0
      case .milliseconds: 3
      case .microseconds: 6
      }
    }
  }

  /// 0 and -1, which programs write for "not set".
  var unset = 0
  /// By unit; inside of the profile, since there are many of them and an array is memory of its own.
  private var counts = SIMD3<Int>()

  init() {}

  /// A profile of one number.
  /// - Parameters:
  ///   - value: What is before its point.
  ///   - isWhole: Whether that is all of it.
  init(_ value: Int, isWhole: Bool = true) {
    let years = 946_684_800...4_102_444_800
    if isWhole, value == 0 || value == -1 { unset = 1 }
    for (index, factor) in [1, 1_000, 1_000_000].enumerated()
    where (years.lowerBound * factor...years.upperBound * factor).contains(value) {
      counts[index] = 1
    }
  }

  mutating func merge(_ other: EpochProfile) {
    unset += other.unset
    counts &+= other.counts
  }

  /// The units in which there were times.
  var units: [Unit] { zip(Unit.allCases, counts.indices).filter { counts[$1] > 0 }.map(\.0) }

  /// The unit, when all of `total` numbers are times in it or not set, and at least one is set.
  func unit(ofAll total: Int) -> Unit? {
    zip(Unit.allCases, counts.indices).first { counts[$1] > 0 && counts[$1] + unset == total }?.0
  }
}
