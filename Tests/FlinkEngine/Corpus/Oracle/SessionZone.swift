import Foundation

/// The time zone of a session, and how it makes instants of local times.
struct SessionZone: Sendable {
  /// As `table.local-time-zone` names it.
  let name: String
  private let zone: TimeZone

  /// The neutral one, the platform's usual one, and one whose clocks change twice a year.
  static let all = ["UTC", "Asia/Shanghai", "America/New_York"].compactMap(SessionZone.init)

  private init?(_ name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    (self.name, self.zone) = (name, zone)
  }

  private func offset(at instant: Int) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
  }

  func local(of instant: Int) -> Int { instant + offset(at: instant) }

  /// Of two instants the earlier one; a local time that is left out counts as if the clocks had not changed yet.
  func instant(of local: Int) -> Int {
    let (before, after) = (offset(at: local - 86_400), offset(at: local + 86_400))
    let isAfter = offset(at: local - before) != before && offset(at: local - after) == after
    return local - (isAfter ? after : before)
  }
}
