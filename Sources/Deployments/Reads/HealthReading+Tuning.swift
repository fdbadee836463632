import AliyunFlink
import JobHealth

extension HealthReading {
  /// Takes over what earlier readings know of Autopilot and of scheduled plans.
  /// - Parameter earlier: Earlier readings, newest first.
  /// - Returns: Whether one of them changes the resources of the job, as far as it is known.
  mutating func takeTuning(from earlier: [HealthReading]) -> Bool {
    isAutopilotOn = earlier.lazy.compactMap(\.isAutopilotOn).first
    hasScheduledPlan = earlier.lazy.compactMap(\.hasScheduledPlan).first
    return isAutopilotOn == true || hasScheduledPlan == true
  }

  /// Asks for one of the two that is not known yet: a reading has one call left within the eight of a status.
  ///
  /// The platform never uses both at once. What cannot be read counts as off.
  /// - Returns: Whether one of them changes the resources of the job; nil if both are known already.
  mutating func readTuning(of deploymentID: String, from cloud: any Cloud) async -> Bool? {
    if isAutopilotOn == nil {
      isAutopilotOn = await HealthReading.isOn(.readAutopilot(deploymentID: deploymentID), cloud)
      return isAutopilotOn == true
    }
    if hasScheduledPlan == nil {
      hasScheduledPlan = await HealthReading.isOn(.readScheduledPlan(deploymentID: deploymentID), cloud)
      return hasScheduledPlan == true
    }
    return nil
  }

  /// The answer; nil for one that may come with the next reading.
  private static func isOn(_ call: RemoteCall, _ cloud: any Cloud) async -> Bool? {
    switch await cloud.perform(call) {
    case .tuning(let isOn): isOn
    case .failed(let error): error.isNotFound || error.isAccessDenied ? false : nil
    default: nil
    }
  }
}
