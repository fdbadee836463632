/// An alert that is open, and how far its resolution is confirmed.
struct OpenAlert: Sendable, Equatable {
  /// The alert.
  var alert: Alert
  /// How many readings in a row have shown that the trouble is gone.
  var goodReadings = 0
  /// The newest reading that counted.
  var reading: Int?

  /// An alert of an earlier process, or a new one.
  /// - Parameter reading: The reading that opened it.
  init(_ alert: Alert, reading: Int? = nil) {
    self.alert = alert
    self.reading = reading
  }
}
