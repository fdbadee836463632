/// A comment in a manifest of deployments that exist.
enum ManifestNote: Worded, Equatable {
  /// What the file is.
  case header
  /// No deployment can be written.
  case nothing
  /// Deployments may be listed that Alibaba Cloud does not have any longer.
  case perhapsDeleted
  /// The pipeline is that of a recorded version.
  case version(Int, deploymentID: String)
  /// Only the SQL of the deployment is recorded, by an earlier release.
  case recorded(deploymentID: String)
  /// flink-deploy did not create the deployment.
  case foreign(deploymentID: String)
  case topicUnknown, tableUnknown
  /// Resources of the expert mode have no arguments.
  case expertResources
  /// Settings that are left out, because they are literal secrets.
  case secretSettings([String])
  /// The SQL is left out, because it contains a literal secret.
  case secretInSQL
  /// Files of the job, which have no argument.
  case dependencies([String])
}

extension ManifestNote {
  // The members of a manifest have the names of the tool's arguments for each reader.
  func english(_ face: Face) -> String {
    switch self {
    case .header: "Pipelines for flink-deploy apply"
    case .nothing: "flink-deploy has not created a deployment in this namespace"
    case .perhapsDeleted: "Alibaba Cloud is unavailable. Deployments that were deleted can be among these"
    case .version(let number, let id): "Version \(number) of deployment \(id)"
    case .recorded(let id): "Deployment \(id), of which only the SQL is recorded"
    case .foreign(let id): "Deployment \(id), which flink-deploy did not create"
    case .topicUnknown: "The topic is not known. Add it as '\(Argument.topic.rawValue)'"
    case .tableUnknown: "The table is not known. Add it to the pipeline"
    case .expertResources: "Resources of the expert mode are left out"
    case .secretSettings(let keys): "Left out, because they are literal secrets: \(keys.abridged(.english))"
    case .secretInSQL: "The SQL is left out, because it contains a literal secret"
    case .dependencies(let files): "Files of the job are left out: \(files.abridged(.english))"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .header: "供 flink-deploy apply 使用的数据管道"
    case .nothing: "flink-deploy 未在该项目空间创建作业"
    case .perhapsDeleted: "阿里云不可用，其中可能包含已删除的作业"
    case .version(let number, let id): "作业 \(id) 的版本 \(number)"
    case .recorded(let id): "作业 \(id)，只有 SQL 记录"
    case .foreign(let id): "作业 \(id)，不是由 flink-deploy 创建的"
    case .topicUnknown: "Topic 未知，请添加 '\(Argument.topic.rawValue)'"
    case .tableUnknown: "表未知，请添加到该数据管道"
    case .expertResources: "未包含专家模式的资源设置"
    case .secretSettings(let keys): "以下设置包含明文密钥，未导出：\(keys.abridged(.chinese))"
    case .secretInSQL: "SQL 包含明文密钥，未导出"
    case .dependencies(let files): "未包含作业的附加文件：\(files.abridged(.chinese))"
    }
  }
}
