/// A text of the help of `apply`.
enum BatchHelp: CaseIterable, Worded {
  case apply, applyDiscussion, file, dryRun, ifExists, onFailure, maxParallel, planDigest, schema, ddl, wait

  func english(_ face: Face) -> String {
    switch self {
    case .apply: "Deploy all pipelines of a manifest."
    case .applyDiscussion:
      """
      The command can be repeated: it begins what is not done yet and creates nothing twice. To apply what was reviewed:
        flink-deploy apply pipelines.yaml --dry-run
        flink-deploy apply pipelines.yaml --plan-digest DIGEST
      """
    case .file: "Manifest in YAML or JSON. - reads standard input."
    case .dryRun: "Show what would change, and change nothing."
    case .ifExists: "What to do with deployments that exist: keep (default) or update."
    case .onFailure: "What to do with the others if one fails: continue (default), stop or roll-back-all."
    case .maxParallel: "Pipelines at the same time, 1 to 100. Default: 8."
    case .planDigest: "Digest of a dry run. If the plan is another by now, the command fails."
    case .schema: "Print the JSON Schema of manifests for editors."
    case .ddl: "File for the statements that create missing tables and columns. They are never run."
    case .wait: "Seconds to wait for all pipelines."
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .apply: "部署清单文件中的全部管道。"
    case .applyDiscussion:
      """
      该命令可以重复运行：只开始尚未完成的部分，不会重复创建。按查看过的计划执行：
        flink-deploy apply pipelines.yaml --dry-run
        flink-deploy apply pipelines.yaml --plan-digest DIGEST
      """
    case .file: "YAML 或 JSON 格式的清单文件；- 表示标准输入。"
    case .dryRun: "显示将要进行的更改，不执行任何更改。"
    case .ifExists: "如何处理已有的作业：keep（默认）或 update。"
    case .onFailure: "一个管道失败时如何处理其他管道：continue（默认）、stop 或 roll-back-all。"
    case .maxParallel: "同时处理的管道数，1 到 100。默认：8。"
    case .planDigest: "试运行的摘要。如果当前计划已不同，命令失败。"
    case .schema: "输出清单文件的 JSON Schema，供编辑器使用。"
    case .ddl: "保存建表和加列语句的文件。这些语句不会执行。"
    case .wait: "等待全部管道的秒数。"
    }
  }
}
