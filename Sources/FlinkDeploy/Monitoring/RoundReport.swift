import Alerting

/// What one round saw and changed.
struct RoundReport: Sendable, Equatable {
  /// When it began, in milliseconds since 1970.
  let beganAt: Int
  /// When it ended, in milliseconds since 1970.
  var endedAt: Int
  /// The deployments of the namespace.
  var deployments = 0
  /// The API calls.
  var calls = 0
  /// The alerts that opened, escalated or were resolved.
  var changes: [AlertChange] = []
  /// Why Alibaba Cloud could not be asked; nil if it answered.
  var problem: String?

  /// A report of a round that begins.
  /// - Parameter beganAt: Milliseconds since 1970.
  init(beganAt: Int) {
    self.beganAt = beganAt
    endedAt = beganAt
  }
}
