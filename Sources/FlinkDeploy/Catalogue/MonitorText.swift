/// A line that `monitor` or `alerts` writes for its user.
enum MonitorText: Worded {
  // monitor
  /// The line of progress on a terminal: what the last round saw.
  case round(deployments: Int, open: Int, calls: Int, Quantity)
  /// The line of progress while Alibaba Cloud does not answer, with the reason.
  case unreachable(String)
  /// The line of progress while another monitor leads.
  case waiting
  /// No channel is configured.
  case noChannel
  /// Another monitor leads, so that nothing was done.
  case followed
  /// What a single round did.
  case summary(deployments: Int, opened: Int, resolved: Int, open: Int)
  /// Messages that a single round could not deliver.
  case notDelivered

  // alerts
  /// No alert is open.
  case noAlerts
  /// The heading of messages that no receiver has taken.
  case undelivered
  /// A message waits.
  case waitingMessage
  /// A message was given up.
  case deadMessage
  /// The message of an alert that opened.
  case firingMessage
  /// The message of an alert that is resolved.
  case resolvedMessage
  /// The alert is acknowledged now.
  case acknowledged(String)
  /// The alert was acknowledged before.
  case acknowledgedBefore(String)
  /// The alert is resolved already.
  case resolvedBefore(String)
  /// The receiver of a channel took the test message.
  case testTaken(channel: String)
}
