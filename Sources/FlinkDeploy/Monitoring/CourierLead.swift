/// The lead of this process among the monitors of a namespace, as far as this process knows.
struct CourierLead: Sendable, Equatable {
  /// The fence of the lead in the store.
  let fence: Int
  /// When the lease can expire: the moment before the store was asked, and the duration of a lease.
  let end: ContinuousClock.Instant

  /// How long the lease holds without renewal; negative if it can have expired.
  var left: Duration { end - .now }
}
