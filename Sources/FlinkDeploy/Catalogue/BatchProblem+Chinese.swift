extension BatchProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .cycle(let names): "以下管道互相读取对方写入的数据：\(names.abridged(.chinese))"
    case .pipelinesFailed(let count, let total, let first, _): "\(total) 个管道中有 \(count) 个失败，第一个是“\(first)”"
    case .notBegun: "另一个管道失败，因此该管道未开始"
    case .returned: "另一个管道失败，因此已撤销该管道的更改"
    case .notReturned: "另一个管道失败，但该管道的更改未能撤销"
    }
  }
}

extension BatchRemedy {
  func chinese(_ face: Face) -> String {
    let again = face == .tools ? "重新调用" : "重新运行命令"
    return switch self {
    case .separate: "先单独部署其中一个管道"
    case .correctFailed(let policy):
      (face == .tools ? "按照每个失败结果的 error.remedy 处理，然后\(again)" : "修正失败的管道，然后\(again)")
        + (policy == .rollBackAll ? "" : "。已完成的管道保持不变")
    case .repeatAll: "修正失败的管道，然后\(again)"
    case .checkDeployment: "在 Flink 开发控制台检查该作业，将其删除或恢复到之前的版本"
    }
  }
}
