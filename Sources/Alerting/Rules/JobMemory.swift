/// How a deployment was when it was seen last.
struct JobMemory: Sendable, Equatable {
  /// Its name.
  var name: String
  /// Whether flink-deploy created it.
  var isOwn: Bool
  /// The ID of its newest job.
  var jobID: String?
  /// Whether its job ran and nothing ended it since that needs no alert.
  var ran: Bool

  /// Whether a look shows the same job, and that it runs.
  func matches(_ look: JobLook) -> Bool {
    guard ran, case .running = look.state else { return false }
    return (look.jobID == nil || jobID == look.jobID) && name == look.name && isOwn == look.isOwn
  }
}

extension JobMemory {
  /// What to remember of a look.
  /// - Parameter before: What was remembered; nil for a deployment that is new.
  init(_ look: JobLook, before: JobMemory?) {
    name = look.name
    isOwn = look.isOwn
    jobID = look.jobID ?? before?.jobID
    ran =
      switch look.state {
      case .running: true
      case .failed, .stopped(byFlinkDeploy: true), .gone(byFlinkDeploy: true): false
      case .starting, .stopping, .changing, .missing, .stopped(byFlinkDeploy: false), .gone(byFlinkDeploy: false):
        before?.ran ?? false
      }
  }
}
