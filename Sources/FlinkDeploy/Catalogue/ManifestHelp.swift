/// A text of the help of commands that write manifests.
enum ManifestHelp: CaseIterable, Worded {
  case export, exportDiscussion, exportDeployments

  func english(_ face: Face) -> String {
    switch self {
    case .export: "Write the manifest of deployments that exist."
    case .exportDiscussion:
      """
      Without IDs, it writes all deployments of the namespace that flink-deploy created. Applied again, the manifest \
      changes nothing:
        flink-deploy export > pipelines.yaml
        flink-deploy apply pipelines.yaml --dry-run

      For deployments that others created, it writes what Alibaba Cloud shows: SQL, resources, settings and engine.
      """
    case .exportDeployments: "IDs or names of deployments. Default: all that flink-deploy created."
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .export: "将已有的作业写成清单文件。"
    case .exportDiscussion:
      """
      不指定 ID 时，写出项目空间中由 flink-deploy 创建的全部作业。重新应用该清单文件不会更改任何内容：
        flink-deploy export > pipelines.yaml
        flink-deploy apply pipelines.yaml --dry-run

      对于其他方式创建的作业，写出阿里云显示的内容：SQL、资源、配置和引擎版本。
      """
    case .exportDeployments: "作业的 ID 或名称。默认：由 flink-deploy 创建的全部作业。"
    }
  }
}
