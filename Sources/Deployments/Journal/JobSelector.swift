/// The ID or name by which a caller asks for a job.
public enum JobSelector: Sendable, Codable, Hashable {
  /// By the row in `aliyun_flink_jobs`.
  case aliyunJob(Int)
  /// By the job's ID in Alibaba Cloud.
  case job(String)
  /// By the deployment's ID in Alibaba Cloud.
  case deployment(String)
  /// By the deployment's name.
  case name(String)
}
