import JSONCoding

extension Platform {
  /// Carries out an operation on the tuning of a deployment; nothing is ever tuned.
  mutating func performOnAutopilot(_ call: OperationCall, _ id: String) throws(BusinessError) -> OperationResult {
    switch call.name {
    case "GetAutopilotPolicy":
      _ = try deployment(id)
      return OperationResult(["enabled": .bool(autopilots.contains(id)), "policyConfig": [:]])
    case "UpdateAutopilotPolicy":
      _ = try deployment(id)
      switch call.body["enabled"]?.bool {
      case true?: autopilots.insert(id)
      case false?: autopilots.remove(id)
      case nil: break
      }
      return OperationResult(["enabled": .bool(autopilots.contains(id)), "policyConfig": [:]])
    case "GetAppliedScheduledPlan": return OperationResult(.null)
    default: throw .invalid("\(call.name) is not emulated")
    }
  }
}
