/// The alerts of a namespace and the outbox of their messages, for one process.
///
/// One process leads: only it judges and delivers. Its writes name the fence of its lead and fail when another process
/// leads by now. Times are those of the caller; only the lease uses the clock of the database.
public protocol AlertStore<Failure>: Sendable {
  /// The error of a call.
  associatedtype Failure: Error

  /// Takes the lead, or renews it.
  /// - Returns: Whether this process leads.
  func takeLead() async throws(Failure) -> LeadAnswer

  /// Ends the lead, so that another process can take it at once.
  /// - Parameter fence: The fence of the lead.
  func releaseLead(_ fence: Int) async throws(Failure)

  /// The open alerts and the newest messages: to be read at the begin of a round, and after an error of the store.
  /// - Parameter now: The time in milliseconds since 1970.
  func board(now: Int) async throws(Failure) -> StoredBoard

  /// Writes alerts, messages and deliveries, all or nothing; the same record can be written again.
  /// - Parameters:
  ///   - recipients: The channels that are configured.
  ///   - fence: The fence of the lead.
  ///   - now: The time in milliseconds since 1970.
  /// - Returns: Whether it was written.
  func record(
    _ record: AlertRecord, for recipients: [Recipient], fence: Int, now: Int
  ) async throws(Failure) -> RecordOutcome

  /// The deliveries that wait on a channel, in order, at most 200.
  func waiting(on channel: String) async throws(Failure) -> [Delivery]

  /// When a channel was attempted since a time, in milliseconds since 1970; each attempt at the time of the last one of
  /// its message.
  /// - Parameter since: The time in milliseconds since 1970.
  func attempts(on channel: String, since: Int) async throws(Failure) -> [Int]

  /// Writes that the first delivery in the line of its channel is about to be attempted; from then on nothing joins its
  /// message.
  /// - Parameters:
  ///   - fence: The fence of the lead.
  ///   - now: The time in milliseconds since 1970.
  /// - Returns: The message; nil if another delivery is the first one by now.
  func claim(_ delivery: Delivery, fence: Int, now: Int) async throws(Failure) -> AlertMessage?

  /// Writes what follows from an attempt. That a message was taken is written even if another process leads by now.
  /// - Parameters:
  ///   - id: The ID of the delivery.
  ///   - fence: The fence of the lead.
  ///   - now: The time in milliseconds since 1970.
  func finish(_ id: Int, _ decision: DeliveryDecision, fence: Int, now: Int) async throws(Failure)

  /// Gives up messages of the day before for channels that are not configured, and removes rows that are over for 30
  /// days, at most 1,000 of each kind.
  /// - Parameters:
  ///   - channels: The channels that are configured.
  ///   - fence: The fence of the lead.
  ///   - now: The time in milliseconds since 1970.
  func tidy(channels: [String], fence: Int, now: Int) async throws(Failure)

  /// Acknowledges an open alert.
  /// - Parameters:
  ///   - id: The UUID of the alert, in any case.
  ///   - now: The time in milliseconds since 1970.
  func acknowledge(_ id: String, now: Int) async throws(Failure) -> Acknowledgement

  /// The alerts that are not resolved, those that opened first before the others, at most 1,000.
  /// - Parameter deploymentID: Only those of this deployment; nil for all.
  func openAlerts(of deploymentID: String?) async throws(Failure) -> [StoredAlert]

  /// The deliveries that no receiver has taken, oldest first, at most 200; those that were given up after the others.
  func undelivered() async throws(Failure) -> [Undelivered]

  /// How many deliveries no receiver has taken.
  func deliveryCounts() async throws(Failure) -> DeliveryCounts
}

/// Which process leads.
public enum LeadAnswer: Sendable, Equatable {
  /// This process, from the moment of the call for the duration of the lease.
  /// - Parameter fence: Larger for each lead of another process.
  case leads(fence: Int)
  /// Another process.
  /// - Parameter for: After this time its lease expires, unless it renews it.
  case follows(for: Duration)
}

/// What became of a request to acknowledge an alert.
public enum Acknowledgement: Sendable, Equatable {
  /// It is acknowledged now.
  case acknowledged(StoredAlert)
  /// It was acknowledged before.
  case repeated(StoredAlert)
  /// It is resolved already.
  case resolved(StoredAlert)
  /// No alert has this ID.
  case unknown
}
