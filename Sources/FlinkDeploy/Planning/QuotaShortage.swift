/// The resources that a job needs and a deployment target does not have left.
struct QuotaShortage: Sendable, Equatable, Codable {
  /// A kind of resource.
  enum Resource: String, Sendable, Codable {
    /// In cores.
    case cpu
    /// In bytes.
    case memory
  }

  /// One resource of which too little is left.
  struct Lack: Sendable, Equatable, Codable {
    let resource: Resource
    /// What the job needs.
    let needed: Double
    /// What the jobs of the deployment target leave.
    let free: Double
    /// What the deployment target has for all of its jobs.
    let limit: Double
  }

  /// The name of the deployment target.
  let target: String
  /// At least one.
  let lacks: [Lack]

  /// Whether the job fits when other jobs have ended.
  var isTemporary: Bool { lacks.allSatisfy { $0.needed <= $0.limit } }
}
