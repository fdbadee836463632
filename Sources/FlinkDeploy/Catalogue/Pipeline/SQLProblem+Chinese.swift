import PipelineTypes
import SQLLint

extension SQLProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .literalSecret(let place): place.chinese
    case .secretNotReplaced: "阿里云仅在 CREATE TEMPORARY TABLE 的 WITH 子句中替换 ${secret_values.NAME}"
    case .otherTopic(let topic): "SQL 读取的 Topic 与参数（\(topic)）不同"
    case .otherTable(let table): "SQL 写入的表与参数（\(table)）不同"
    case .topicList: "'topic' 包含逗号；Kafka 连接器用分号分隔多个 Topic"
    case .tableNameRefused(.unquoted):
      "作业启动时 Hologres 连接器会拒绝该名称；以数字开头或包含短划线、空格的部分需要用双引号括起"
    case .tableNameRefused(.tooManyParts):
      "作业启动时 Hologres 连接器会拒绝该名称；请写为 table 或 schema.table，并将数据库写在 'dbname' 中"
    case .tableNameRefused(.unclosedQuote): "作业启动时 Hologres 连接器会拒绝该名称；双引号未闭合"
    case .primaryKeyMissing(let table): "\(table) 有主键，而结果表未声明主键，Flink 不知道应更新哪些行"
    case .primaryKeyDiffers(let table, let key):
      "\(table) 的主键为（\(key.joined(separator: ", "))），由它决定如何更新行"
    case .unknownColumn(let table, let column): "\(table) 没有列 '\(column)'，作业启动时失败"
    case .typeMismatch(let table, let column, let databaseType, let type):
      "\(table) 的列 '\(column)' 为 \(databaseType)，需要 \(type)，作业启动时失败"
    case .lossyConversion(let table, let column, let databaseType, let declared):
      "\(table) 的列 '\(column)' 为 \(databaseType)，保留的位数少于 \(declared)"
    case .columnsSwapped(let found, let wanted):
      "INSERT 按位置匹配列；查询中的 \(found.abridged(.chinese)) 对应结果表的 \(wanted.abridged(.chinese))"
    case .datePattern(let letters, let meaning, let use): "在日期格式中，\(letters) 表示\(meaning.chinese)；请使用 \(use)"
    case .rowsDropped(let option): "'\(option)' 会丢弃无法读取的字段和行，且不报错"
    case .missingFieldStopsJob(let option): "'\(option)' 会使作业在第一条缺少字段的消息处停止"
    case .loginModuleNotFound: "阿里云的 Kafka 连接器将登录模块放在 org.apache.flink.kafka.shaded 之下"
    case .startupModeMissing: "未设置 'scan.startup.mode'；作业从提交位点开始，如果消费组没有提交位点则失败"
    case .offsetResetMissing: "如果消费组没有提交位点，则作业启动时失败"
    }
  }
}

extension SQLProblem.SecretPlace {
  fileprivate var chinese: String {
    switch self {
    case .value(let option): "'\(option)' 的值是明文密钥"
    case .inValue(let option): "'\(option)' 的值包含明文密钥"
    case .comment(let option?): "注释中包含 '\(option)' 的值，这是明文密钥，请删除"
    case .comment(nil): "注释中包含明文密钥，请删除"
    case .hint(let option):
      "提示（Hint）中包含 '\(option)' 的值，这是明文密钥；请在 CREATE TEMPORARY TABLE 的 WITH 子句中以 '${secret_values.NAME}' 设置"
    case .accessKey(isComment: true): "注释中包含 AccessKey ID，请删除"
    case .accessKey(isComment: false): "SQL 中包含 AccessKey ID"
    }
  }
}

extension SQLProblem.PatternMeaning {
  fileprivate var chinese: String {
    switch self {
    case .weekBasedYear: "周所属的年"
    case .dayOfYear: "一年中的第几天"
    case .hourOfHalfDay: "12 小时制的小时（1 至 12）"
    case .minute: "分钟"
    case .month: "月份"
    case .fractionOfSecond: "小数秒"
    }
  }
}
