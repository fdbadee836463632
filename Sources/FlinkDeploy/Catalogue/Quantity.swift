/// A measurement as people read it.
enum Quantity: Worded {
  /// A number of things.
  case count(Int)
  /// Things a second.
  case perSecond(Double)
  /// The number of things a second, where the unit stands elsewhere.
  case rate(Double)
  /// A time.
  case seconds(Double)
  case bytes(Int)
  /// A share of time.
  case percent(Double)
  /// A time that has passed.
  case ago(seconds: Double)

  func english(_ face: Face) -> String {
    switch self {
    case .count(let count): "\(count)"
    case .perSecond(let rate): "\(rate.oneDigit)/s"
    case .rate(let rate): rate.oneDigit
    case .seconds(let seconds): seconds.inUnits(["s", "min", "h", "d"])
    case .bytes(let count): Double(count).inBytes
    case .percent(let share): "\(Int(share.rounded())) %"
    case .ago(let seconds): "\(Quantity.seconds(seconds).english(face)) ago"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .count(let count): "\(count)"
    case .perSecond(let rate): "\(rate.oneDigit)/s"
    case .rate(let rate): rate.oneDigit
    case .seconds(let seconds): seconds.inUnits(["秒", "分钟", "小时", "天"])
    case .bytes(let count): Double(count).inBytes
    case .percent(let share): "\(Int(share.rounded()))%"
    case .ago(let seconds): "\(Quantity.seconds(seconds).chinese(face))前"
    }
  }
}

extension Double {
  /// The number with one digit behind the point.
  fileprivate var oneDigit: String {
    let tenths = (Swift.min(Swift.max(self, -1e14), 1e14) * 10).rounded()
    return "\(Int(tenths) / 10).\(abs(Int(tenths)) % 10)"
  }

  /// A time in the largest of four units that leaves at least two of it.
  fileprivate func inUnits(_ units: [String]) -> String {
    let seconds = Swift.min(Swift.max(self, 0), 1e12)
    let (value, unit): (Double, String) =
      switch seconds {
      case ..<120: (seconds, units[0])
      case ..<7_200: (seconds / 60, units[1])
      case ..<172_800: (seconds / 3_600, units[2])
      default: (seconds / 86_400, units[3])
      }
    let isFine = seconds < 10 && seconds != seconds.rounded()
    return "\(isFine ? value.oneDigit : "\(Int(value.rounded(.down)))") \(unit)"
  }

  fileprivate var inBytes: String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var (value, unit) = (Swift.max(self, 0), 0)
    while value >= 1_024, unit + 1 < units.count { (value, unit) = (value / 1_024, unit + 1) }
    return unit == 0 ? "\(Int(value)) B" : "\(value.oneDigit) \(units[unit])"
  }
}
