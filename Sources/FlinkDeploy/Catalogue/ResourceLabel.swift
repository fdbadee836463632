import Deployments

/// The title or description of a resource.
enum ResourceLabel: Worded {
  case jobFamily
  case jobFamilyDescription
  case sqlFamily
  case sqlFamilyDescription
  /// The job record with this number.
  case job(Int)
  case jobDescription
  /// The recorded status of a job, and its time.
  case recordedJob(OperationStatus, String)
  /// The SQL record with this number.
  case sql(Int)
  case sqlDescription
}
