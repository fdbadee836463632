import PipelineTypes

/// What planning is doing.
enum PlanText: Worded {
  case readingTable(TableName)
  case readingTopic(TopicName)

  func english(_ face: Face) -> String {
    switch self {
    case .readingTable(let table): "Reading table \(table)"
    case .readingTopic(let topic): "Reading messages of topic \(topic)"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .readingTable(let table): "正在读取表 \(table)"
    case .readingTopic(let topic): "正在读取 Topic \(topic) 的消息"
    }
  }
}
