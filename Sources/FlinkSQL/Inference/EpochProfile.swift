/// How many numbers of a field would be times of this century, in which unit, or dates of it and the one before.
///
/// The ranges do not overlap: the years 2000 to 2100, of dates 1900 to 2100.
struct EpochProfile: Sendable, Equatable {
  /// 0 and -1, which programs write for "not set".
  var unset = 0
  /// By unit; inside of the profile, since there are many of them and an array is memory of its own.
  private var counts = SIMD4<Int>()
  /// Days since 1970.
  private(set) var days = 0
  /// Dates as `yyyyMMdd`.
  private(set) var basicDates = 0

  private static let least = SIMD4(EpochUnit.allCases.map { 946_684_800 * $0.perSecond })
  private static let greatest = SIMD4(EpochUnit.allCases.map { 4_102_444_800 * $0.perSecond })

  init() {}

  /// A profile of one number.
  /// - Parameters:
  ///   - value: What is before its point.
  ///   - isWhole: Whether that is all of it.
  init(_ value: Int, isWhole: Bool = true) {
    if isWhole, value == 0 || value == -1 { unset = 1 }
    let values = SIMD4(repeating: value)
    counts.replace(with: 1, where: values .>= EpochProfile.least .& values .<= EpochProfile.greatest)
    if isWhole, (-25_567...47_846).contains(value) { days = 1 }
    let isDay = (1...12).contains(value / 100 % 100) && (1...31).contains(value % 100)
    if isWhole, isDay, (1900...2100).contains(value / 10_000) { basicDates = 1 }
  }

  mutating func merge(_ other: EpochProfile) {
    unset += other.unset
    counts &+= other.counts
    days += other.days
    basicDates += other.basicDates
  }

  /// The units in which there were times.
  var units: [EpochUnit] { zip(EpochUnit.allCases, counts.indices).filter { counts[$1] > 0 }.map(\.0) }

  /// The unit, when all of `total` numbers are times in it or not set, and at least one is set.
  func unit(ofAll total: Int) -> EpochUnit? {
    zip(EpochUnit.allCases, counts.indices).first { counts[$1] > 0 && counts[$1] + unset == total }?.0
  }
}
