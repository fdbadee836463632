import FlinkSQL
import PipelineTypes

extension NamingProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .invalidTopic(let text): "'\(text)' 不是有效的 Kafka Topic 名称（1 至 249 个字母、数字、点、下划线和短划线）"
    case .invalidTable(let text, let fault): "表名 '\(text)' \(fault.chinese)"
    case .invalidType(let text, let fault): "类型 '\(text)'：\(fault.chinese)"
    }
  }
}

extension TableFault {
  fileprivate var chinese: String {
    switch self {
    case .part(let fault): fault.chinese
    case .textAfterQuote: "在右引号之后还有文本"
    case .unclosedQuote: "的引号未闭合"
    case .parts(let count): "由 \(count) 部分组成"
    }
  }
}

extension TypeFault {
  fileprivate var chinese: String {
    switch self {
    case .textAfterType(let text): "多余的文本 '\(text)'"
    case .expected(let what, let found): "在 '\(found)' 之前缺少\(what.chinese)"
    case .precision(let lowest, let highest): "精度必须为 \(lowest) 至 \(highest)"
    case .decimalBounds: "精度必须为 1 至 38，小数位数必须为 0 至精度"
    case .nestedTooDeep: "嵌套过深"
    case .notNull: "JSON 字段不能为 NOT NULL，因为 Flink 读取时不强制检查"
    case .unknownType, .foreignType: "Flink 没有该类型"
    case .timeZone: "Flink 仅支持 WITH LOCAL TIME ZONE"
    case .duplicateField(let name): "字段 '\(name)' 重复出现"
    case .field(let name, let fault): "字段 '\(name)' \(fault.chinese)"
    case .unclosedBacktick: "反引号未闭合"
    }
  }
}

extension TypeFault.Expected {
  fileprivate var chinese: String {
    switch self {
    case .symbol(let text): " '\(text)'"
    case .number: "数字"
    case .fieldName: "字段名"
    }
  }
}

extension PipelineProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .naming(let problem): problem.chinese(face)
    case .invalidColumn(let name, .name(let fault)): "列 '\(name)' \(fault.chinese)"
    case .invalidColumn(let name, .duplicate): "列 '\(name)' 重复指定"
    case .invalidColumn(let name, .isContainer): "列 '\(name)' 与消息中存放字段的成员同名"
    case .unknownFields(let missing, let envelope, let known):
      "采样消息\(envelope.map { "（\($0.rawValue) 封装）" } ?? "")中没有以下任何一列：\(missing.chinese)；现有字段为 "
        + known.abridged(.chinese)
    case .unsupportedFormat(let kind, let count, let total): "\(total) 条消息中有 \(count) 条为\(kind.chinese)"
    case .noSchema(.noMessages): "没有找到包含字段的消息"
    case .noSchema(.noRows(let envelope, let kinds)):
      "没有一条消息包含行，全部为 \(envelope.rawValue) 的控制消息：\(kinds.chinese)"
    case .noSchema(.noObjects(let reasons)): "没有一条消息是 JSON 对象：\(reasons.chinese)"
    case .missingFields(let columns, let table, let fields), .incompatibleTypes(let columns, let table, let fields):
      columns.chinese(of: table, fields)
    case .incompatibleMetadataType(let field, let type, let fault, _):
      "列 '\(field)' 不能为 \(type) 类型：\(fault.chinese(face))"
    case .rowsAsText(let members, let table):
      "写入 \(table) 的行是 \(members.quoted(.chinese)) 中的 JSON 文本，这是 Debezium 的 MongoDB 连接器的写法"
    case .noCommonColumns(let table, let fields, let columns):
      "没有消息字段（\(fields.abridged(.chinese))）与 \(table) 的列（\(columns.abridged(.chinese))）匹配"
    case .notATable(let table, let kind): "\(table) 是\(kind.chinese)，作业无法写入"
    case .invalidEventTime(let name, .unknownField, _): "消息中没有可作为事件时间的字段 '\(name)'"
    case .invalidEventTime(let name, .noTime, _): "字段 '\(name)' 不能作为事件时间"
    case .invalidSetting(let text): "设置 '\(text)' 包含 ${，阿里云会将其替换为变量"
    case .changesWithoutKey(let table, let envelope, .unknown):
      "消息为 \(envelope.rawValue) 封装的变更，而 \(table) 的主键未知"
    case .changesWithoutKey(let table, let envelope, .metadata(let columns)):
      "消息为 \(envelope.rawValue) 封装的变更，而 \(table) 的主键包含 \(columns.joined(separator: ", "))，变更无法据此定位行"
    case .changesWithoutKey(let table, let envelope, .filledIn(let columns)):
      "消息为 \(envelope.rawValue) 封装的变更，而没有字段对应 \(table) 主键中的 \(columns.joined(separator: ", "))"
    }
  }
}

extension TargetTable.ReadOnlyKind {
  fileprivate var chinese: String {
    switch self {
    case .view: "视图"
    case .materializedView: "物化视图"
    case .foreignTable: "外部表"
    }
  }
}

extension [PipelineProblem.MissingField] {
  fileprivate var chinese: String {
    map { field in "'\(field.name)'" + (field.suggestion.map { "（是否应为 '\($0)'？）" } ?? "") }.abridged(.chinese)
  }
}

extension [RefusedColumn] {
  fileprivate func chinese(of table: TableName, _ fields: [String]) -> String {
    let missing = filter { $0.field == nil && $0.reason == .valueMissing }.map(\.name)
    let keys = filter { $0.reason == .keyRepeats || $0.reason == .keyComputed }
    let others = filter { ($0.field != nil || $0.reason != .valueMissing) && !keys.contains($0) }
    var sentences: [String] = []
    if !missing.isEmpty {
      sentences.append(
        "没有字段与 \(table) 的以下 NOT NULL 列匹配：\(missing.abridged(.chinese))；现有字段为 \(fields.abridged(.chinese))")
    }
    sentences += keys.map { "\(table) 的列 '\($0.name)'（\($0.databaseType)）：\($0.reason.chinese(.tools))" }
    if !others.isEmpty {
      let list = others.map { column in
        let pair = column.field.map { "'\($0)' 到 '\(column.name)'" } ?? "'\(column.name)'"
        return "\(pair)（\(column.databaseType)）：\(column.reason.chinese(.tools))"
      }
      sentences.append("无法转换的字段：\(list.abridged(.chinese))")
    }
    return sentences.joined(separator: "。")
  }
}

extension ConversionFault {
  func chinese(_ face: Face) -> String {
    switch self {
    case .columnName(let fault): "列名\(fault.chinese)"
    case .valueMissing: "该列需要值，但没有同名字段"
    case .unwritableType: "连接器无法写入该类型"
    case .typeKindRefused(let kind): "该类型是\(kind.chinese)，连接器在作业启动时拒绝"
    case .keyRepeats: "该列是主键且没有同名字段；默认值在每一行都相同，因此所有消息都会变为同一行"
    case .keyComputed: "该列是主键且没有同名字段；由 Hologres 根据其他列计算"
    case .content(let contents, let expression, let type):
      "字段包含\(contents.map(\.chinese).sorted().joined(separator: "、"))"
        + (contents.expression(for: expression, type).map { "（可在自己的 SQL 中使用 \($0)）" } ?? "")
    case .elements(let type): "数组元素无法读取为 \(type)"
    case .typeUnconvertible(let type): "\(type) 无法转换"
    case .metadataUnconvertible(let metadata): "Kafka \(metadata.rawValue) 无法转换"
    case .metadataTooLong(let metadata, let limit): "Kafka \(metadata.rawValue) 始终超过 \(limit) 个字符"
    case .metadataTooWide(let metadata, let digits): "Kafka \(metadata.rawValue) 可能有 \(digits) 位数字"
    case .numbersTooLarge(let type): "字段包含超出 \(type) 范围的数字"
    case .decimalsRefused(let type): "字段包含带小数点或指数的数字，读取为 \(type) 时会出错"
    case .notBits(let expression): "字段包含 0 和 1 以外的数字（可在自己的 SQL 中使用 \(expression) <> 0）"
    case .notBase64: "字段包含不是 base64 的文本"
    case .encodedDecimals:
      "字段的小数是 Debezium 编码的字节（base64 编码的未缩放数值，或由 scale 和 value 组成的对象）"
    case .placeholders(let messages):
      "字段在 \(messages) 条消息中为 Debezium 表示值不可用的占位符（placeholder）__debezium_unavailable_value"
    case .unitsMixed(let units):
      "字段包含以\(units.map(\.chinese).joined(separator: "和"))计的 Unix 时间戳（可在自己的 SQL 中用 CASE WHEN 区分）"
    case .notTimes: "字段包含的数字既不是日期，也不是 2000 至 2100 年的 Unix 时间戳"
    case .secondsMissing: "字段包含没有秒的时间（可在自己的 SQL 中补全）"
    case .deletionsLost:
      "删除是另一条消息，该列的值不同，Flink 找不到要删除的行；如果主键的每一列都原样取自字段且没有更新修改主键，则可以找到"
    }
  }
}

extension TypeKind {
  fileprivate var chinese: String {
    switch self {
    case .base: "基本类型"
    case .enumeration: "枚举类型（enum）"
    case .domain: "域类型（domain）"
    case .composite: "复合类型（composite）"
    case .range: "范围类型（range）"
    case .multirange: "多重范围类型（multirange）"
    case .pseudo: "伪类型（pseudo）"
    }
  }
}

extension ConversionFault.Content {
  fileprivate var chinese: String {
    switch self {
    case .kind(let kind): kind.chinese
    case .form(let form): form.chinese
    }
  }
}
