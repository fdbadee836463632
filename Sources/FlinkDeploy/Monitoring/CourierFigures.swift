/// What a courier has done since the process began.
struct CourierFigures: Sendable, Equatable {
  /// Messages that a receiver has taken.
  var taken = 0
  /// Attempts that are repeated.
  var repeated = 0
  /// Messages that were given up.
  var dead = 0
  /// Failures of the store.
  var storeFailures = 0
}
