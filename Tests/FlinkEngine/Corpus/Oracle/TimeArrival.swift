import FlinkSQL
import JSONCoding

/// What a number counts that stands for a time.
enum EpochUnit: String, CaseIterable {
  case seconds, milliseconds, microseconds

  /// How many make a second.
  var perSecond: Int { self == .seconds ? 1 : self == .milliseconds ? 1000 : 1_000_000 }

  /// The unit that a warning names.
  init?(toldIn warnings: [String]) {
    let told = warnings.compactMap { $0.firstMatch(of: /taken for an epoch time in ([a-z]+)/).map { String($0.1) } }
    guard let unit = told.first.flatMap(EpochUnit.init) else { return nil }
    self = unit
  }
}

/// The time that a JSON value means.
private struct MeantTime {
  let moment: Moment
  /// Whether a number says so.
  let isNumber: Bool

  init?(_ value: JSON, _ unit: EpochUnit?) {
    if case .string(let text) = value, let moment = Moment(text) {
      (self.moment, isNumber) = (moment, false)
      return
    }
    guard let unit, let numeral = NumberText(value)?.numeral, let number = numeral.floor else { return nil }
    let seconds = number.floored(unit.perSecond)
    let rest = (number % unit.perSecond + unit.perSecond) % unit.perSecond
    let nanoseconds = (rest * 1_000_000_000 + numeral.billionthsAboveFloor) / unit.perSecond
    moment = .instant(seconds: seconds, nanoseconds: nanoseconds)
    isNumber = true
  }

  /// Whether it is none that programs mean: not set, or outside of the years 0 to 9999.
  var mayBeNone: Bool {
    guard case .instant(let seconds, _) = moment else { return false }
    return isNumber && seconds <= 0 || isBeyondCalendar
  }

  /// Whether it is outside of the years 0 to 9999.
  var isBeyondCalendar: Bool {
    guard case .instant(let seconds, _) = moment else { return false }
    return !(-62_167_219_200..<253_402_300_800).contains(seconds)
  }
}

/// What has become of a JSON value in a column of dates or times.
struct TimeArrival {
  let column: DatabaseType
  let zone: SessionZone
  let epochUnit: EpochUnit?
  let isShifted: Bool

  func losses(_ value: JSON, _ written: JSON) -> Set<Loss> {
    if column == .time { return timeOfDay(value, written) }
    let meant = MeantTime(value, epochUnit)
    if written.isNull { return meant?.mayBeNone == true ? [.unset] : epochUnit == nil ? [.otherText] : [.wrong] }
    guard let meant else { return [.wrong] }
    if meant.isBeyondCalendar { return [.wrong] }
    let losses = column == .date ? date(meant.moment, written) : timestamp(meant.moment, written)
    return meant.isNumber ? losses.union([.form]) : losses
  }

  private func timeOfDay(_ value: JSON, _ written: JSON) -> Set<Loss> {
    guard let nanoseconds = value.string.flatMap(Moment.timeOfDay), let milliseconds = written.int else {
      return [.wrong]
    }
    if milliseconds != nanoseconds / 1_000_000_000 * 1000 { return [.wrong] }
    return nanoseconds % 1_000_000_000 == 0 ? [] : [.secondsOnly]
  }

  private func date(_ moment: Moment, _ written: JSON) -> Set<Loss> {
    let (days, losses): (Int, Set<Loss>) =
      switch moment {
      case .day(let days): (days, [])
      case .local(let seconds, _): (seconds.floored(86_400), [.timeOfDay])
      case .instant(let seconds, _): (zone.local(of: seconds).floored(86_400), [.timeOfDay, .zone])
      }
    return written.int == days ? losses : [.wrong]
  }

  private func timestamp(_ moment: Moment, _ written: JSON) -> Set<Loss> {
    let isInstant = if case .timestamptz = column { true } else { false }
    var losses: Set<Loss> = []
    var (seconds, nanoseconds) = (0, 0)
    switch moment {
    case .day(let days):
      seconds = isInstant ? zone.instant(of: days * 86_400) : days * 86_400
      losses = isInstant ? [.zone] : []
    case .local(let local, let rest):
      (seconds, nanoseconds) = (isInstant ? zone.instant(of: local) : local, rest)
      losses = isInstant ? [.zone] : []
    case .instant(let instant, let rest):
      (seconds, nanoseconds) = (isInstant ? instant : zone.local(of: instant), rest)
      losses = isInstant ? [] : [.zone]
    }
    if isShifted {
      seconds = zone.local(of: seconds)
      losses.insert(.zoneOfJVM)
    }
    guard let parts = written.array, parts.count == 2, let milliseconds = parts[0].int, let rest = parts[1].int else {
      return [.wrong]
    }
    // The sink may be given more places than the column keeps, and an expression may have cut to milliseconds.
    let difference = (milliseconds - seconds * 1000) * 1_000_000 + rest - nanoseconds
    if abs(difference) >= 1_000_000 { return [.wrong] }
    let isCut = difference != 0 || nanoseconds % column.nanoseconds != 0
    return isCut ? losses.union([.placesOfSecond]) : losses
  }
}

extension DatabaseType {
  /// The least part of a second that the column tells from none.
  fileprivate var nanoseconds: Int {
    switch self {
    case .timestamp(let places), .timestamptz(let places): (places..<9).reduce(1) { unit, _ in unit * 10 }
    default: 1_000_000_000
    }
  }
}
