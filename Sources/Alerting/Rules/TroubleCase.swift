/// What is known of a deployment in trouble, or of Alibaba Cloud.
struct TroubleCase: Sendable, Equatable {
  /// The alerts that are open or acknowledged.
  var alerts: [OpenAlert] = []
  /// Troubles that are not confirmed yet.
  var suspicions: [Suspicion] = []
  /// The restarts of the job that were seen lately.
  var restarts = RestartHistory()
  /// When flink-deploy was seen to change the deployment last, in milliseconds since 1970.
  var changedAt: Int?

  /// Whether nothing has to be remembered.
  var isEmpty: Bool { alerts.isEmpty && suspicions.isEmpty && restarts.isEmpty && changedAt == nil }

  /// Whether another look may open or resolve an alert.
  var awaitsLook: Bool {
    suspicions.contains { $0.isLong } || alerts.contains { $0.goodReadings > 0 }
  }

  /// Whether an open alert explains a rule's trouble.
  func explains(_ rule: AlertRule) -> Bool {
    alerts.contains { $0.alert.rule.explains(rule) }
  }

  /// The same without what is not confirmed yet.
  var withoutSuspicions: TroubleCase {
    var trouble = self
    trouble.suspicions = []
    for index in trouble.alerts.indices { trouble.alerts[index].goodReadings = 0 }
    return trouble
  }
}
