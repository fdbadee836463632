import FlinkSQL

extension [ControlCount] {
  /// How many messages there are of all kinds.
  var total: Int { reduce(0) { $0 + $1.count } }

  /// Each kind with its count.
  var english: String { map { "\($0.kind.english) (\($0.count))" }.abridged(.english) }

  /// Each kind with its count.
  var chinese: String { map { "\($0.kind.chinese)（\($0.count)）" }.abridged(.chinese) }

  /// `6 of 8`.
  func count(of total: Int) -> String { "\(self.total) of \(total)" }

  /// The settings with which they are not written, before another way.
  var englishRemedy: String {
    settings.isEmpty ? "To skip them, " : "Set \(settings.abridged(.english)) where they are written. Or "
  }

  /// The settings with which they are not written, before another way.
  var chineseRemedy: String {
    settings.isEmpty ? "如需跳过，请" : "请在写入端设置 \(settings.abridged(.chinese))，或"
  }

  private var settings: [String] {
    compactMap(\.kind.setting).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension ControlKind {
  fileprivate var english: String {
    switch self {
    case .heartbeat: "heartbeat"
    case .transactionBegin: "transaction BEGIN"
    case .transactionEnd: "transaction END"
    case .schemaChange: "schema change"
    case .logicalMessage: "logical message, op 'm'"
    case .truncate: "TRUNCATE, op 't'"
    case .type(let word): word
    case .other: "other kinds"
    }
  }

  fileprivate var chinese: String {
    switch self {
    case .heartbeat: "心跳 heartbeat"
    case .transactionBegin: "事务 BEGIN"
    case .transactionEnd: "事务 END"
    case .schemaChange: "表结构变更 schema change"
    case .logicalMessage: "逻辑消息 op 'm'"
    case .truncate: "TRUNCATE，op 't'"
    case .type(let word): word
    case .other: "其他类型"
    }
  }

  /// The setting of the program with which it does not write such messages; nil where it has none.
  fileprivate var setting: String? {
    switch self {
    case .heartbeat: "heartbeat.interval.ms = 0"
    case .transactionBegin, .transactionEnd: "provide.transaction.metadata = false"
    case .schemaChange: "include.schema.changes = false"
    case .logicalMessage: "message.prefix.exclude.list = .*"
    case .truncate: "skipped.operations = t"
    case .type("TIDB_WATERMARK"): "enable-tidb-extension=false"
    case .type(let word) where word.hasPrefix("table-") || word.hasPrefix("database-"): "output_ddl = false"
    case .type, .other: nil
    }
  }
}
