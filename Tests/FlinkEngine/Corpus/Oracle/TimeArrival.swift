import FlinkSQL
import JSONCoding
import PipelineTypes

/// The time that a JSON value means.
private struct MeantTime {
  let moment: Moment
  /// Whether a number says so.
  let isNumber: Bool
  /// Whether it is a number that stands for no time if it is 0 or less.
  private let hasUnset: Bool

  init?(_ value: JSON, _ time: ReportedTime?) {
    if time?.meaning != .basicDate, case .string(let text) = value, let moment = Moment(text) {
      (self.moment, isNumber, hasUnset) = (moment, false, false)
      return
    }
    guard let time, let number = NumberText(value), let moment = time.moment(of: number) else { return nil }
    (self.moment, isNumber, hasUnset) = (moment, true, time.hasUnset)
  }

  /// Whether it may become NULL: it stands for no time, or is outside the years 0 to 9999.
  ///
  /// The source can round a small fraction to 0.
  var mayBeNull: Bool {
    if hasUnset, case .instant(let seconds, _) = moment, seconds <= 0 { return true }
    return isBeyondCalendar
  }

  /// Whether it must become NULL.
  var mustBeNull: Bool {
    if hasUnset, case .instant(let seconds, let nanoseconds) = moment, (seconds, nanoseconds) <= (0, 0) { return true }
    return isBeyondCalendar
  }

  private var isBeyondCalendar: Bool {
    let days =
      switch moment {
      case .day(let days): days
      case .local(let seconds, _), .instant(let seconds, _): seconds.floored(86_400)
      }
    return !(-719_528...2_932_896).contains(days)
  }
}

/// Compares a JSON value with what arrives in a column of dates or times.
struct TimeArrival {
  /// The type of the column.
  let column: DatabaseType
  /// The session time zone.
  let zone: SessionZone
  /// The time that numbers stand for; nil if they are not read as times.
  let time: ReportedTime?
  /// Whether the column reads a local time as the instant.
  let isShifted: Bool

  /// The losses between `value` and the value `written`.
  func losses(_ value: JSON, _ written: JSON) -> Set<Loss> {
    if column == .time { return timeOfDay(value, written) }
    let meant = MeantTime(value, time)
    if written.isNull {
      if meant == nil, time?.meaning == .basicDate { return [.unset] }
      return meant?.mayBeNull == true ? [.unset] : time == nil ? [.otherText] : [.wrong]
    }
    guard let meant, !meant.mustBeNull else { return [.wrong] }
    let losses = column == .date ? date(meant.moment, written) : timestamp(meant.moment, written)
    return meant.isNumber ? losses.union([.form]) : losses
  }

  private func timeOfDay(_ value: JSON, _ written: JSON) -> Set<Loss> {
    guard let nanoseconds = value.string.flatMap(Moment.timeOfDay) ?? time?.timeOfDay(of: value) else {
      return [.wrong]
    }
    if time != nil, !(0..<86_400_000_000_000).contains(nanoseconds) { return written.isNull ? [.unset] : [.wrong] }
    guard let milliseconds = written.int else { return [.wrong] }
    if milliseconds != nanoseconds / 1_000_000_000 * 1000 { return [.wrong] }
    let form: Set<Loss> = time == nil ? [] : [.form]
    return nanoseconds % 1_000_000_000 == 0 ? form : form.union([.secondsOnly])
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
    // The sink can receive more places than the column keeps, and an expression can truncate to milliseconds.
    let difference = (milliseconds - seconds * 1000) * 1_000_000 + rest - nanoseconds
    if abs(difference) >= 1_000_000 { return [.wrong] }
    let isTruncated = difference != 0 || nanoseconds % column.nanoseconds != 0
    return isTruncated ? losses.union([.placesOfSecond]) : losses
  }
}

extension DatabaseType {
  /// The smallest part of a second that the column keeps.
  fileprivate var nanoseconds: Int {
    switch self {
    case .timestamp(let places), .timestamptz(let places): (places..<9).reduce(1) { unit, _ in unit * 10 }
    default: 1_000_000_000
    }
  }
}
