import FlinkSQL
import PipelineTypes

extension FieldFact {
  func chinese(_ face: Face) -> String {
    switch self {
    case .timeRead(let meaning, let evidence): meaning.chinese(evidence)
    case .timeWrittenAsNumber(let meaning): "Schema 声明其为\(meaning.chinese)，按原数字写入"
    case .timeTextRead(let places): "按已出现的文本格式读取，保留 \(places) 位小数秒；其他文本写为 NULL"
    case .timeTextAssumed(let isZoned, let places):
      "按文本读取（推断得出）；不是\(isZoned ? "带 Z 或时区偏移的时间" : "本地时间")的文本写为 NULL，保留 \(places) 位小数秒"
    case .fractionTruncated(0): "截断小数秒"
    case .fractionTruncated(let places): "小数秒截断为 \(places) 位"
    case .placesKept(let places): "保留 \(places) 位小数秒"
    case .timeOfDayDropped(let byZone):
      "丢弃一天中的时间" + (byZone ? "；由会话时区（table.local-time-zone）决定日期" : "")
    case .sessionZoneApplied: "按会话时区（table.local-time-zone）在本地时间与时间点之间转换"
    case .localTimeWritten: "按会话时区（table.local-time-zone）写为本地时间"
    case .epochMillisecondsWritten: "写为毫秒级 Unix 时间戳"
    case .jvmZoneApplied: "该引擎版本按其 JVM 的时区写入"
    case .eventTimeTextAssumed: "作为事件时间，不是带 Z 或时区偏移的时间的文本按 1970 年处理"
    case .numbersInQuotes: "值为带引号的数字；出现其他文本时作业失败"
    case .leadingZerosDropped: "带引号的数字会丢失前导零"
    case .decimalsDropped: "丢弃小数点后的数字"
    case .decimalsDroppedLater: "目前均为整数；如果出现小数，则丢弃小数部分"
    case .binaryFloatingPoint(let digits): "以浮点数存储，约保留 \(digits) 位有效数字"
    case .numbersReformatted: "数字会重新格式化，例如 1.50 变为 1.5"
    case .digitsLost(let digits, let isSeen):
      "\(isSeen ? "包含" : "可能包含") \(digits) 位数字的小数，约保留 15 位"
    case .magnitudeLost: "超出 DOUBLE 范围或过于接近 0 的数字会丢失精度"
    case .mayOverflow(let type): "值超出 \(type) 的范围时作业失败"
    case .mayWrapAround(let type): "值超出 \(type) 的范围时会变为其他数字"
    case .decimalOverflow(let type): "超出 \(type) 的值四舍五入或写为 NULL"
    case .decimalRounded(let scale, let digits): "四舍五入到 \(scale) 位小数；整数部分超过 \(digits) 位的值写为 NULL"
    case .decimalDetour(let type, let digits): "经由 \(type) 转换；整数部分超过 \(digits) 位的值写为 NULL"
    case .infiniteValues(let type): "超出 \(type) 范围的值变为无穷大"
    case .vanishingValues(let type): "对 \(type) 而言过于接近 0 的值会丢失精度或变为 0"
    case .booleansAsNumbers: "true 和 false 写为 1 和 0"
    case .nonzeroIsTrue: "除 0 以外的数字均视为 true"
    case .otherTextIsFalse: "除 true 以外的文本均视为 false"
    case .readAsString(let declared): "按 STRING 读取，接受任意值，而不仅是 \(declared)"
    case .textMustBe(let type): "值为文本；如果文本不是有效的 \(type)，则作业失败"
    case .kindsMixed(let kinds): "包含\(kinds.map(\.chinese).joined(separator: "、"))，全部写为文本"
    case .jsonTextExpected: "值为 JSON 文本；Hologres 拒绝其他文本"
    case .jsonStringWritten: "文本写为 JSON 字符串"
    case .jsonStringsMixed: "包含文本和其他值，全部写为 JSON 字符串"
    case .base64Read: "按 base64 读取（推断得出）；出现其他文本时作业失败"
    case .lengthLimited(let limit): "以文本发送；Hologres 拒绝超过 \(limit) 个字符的值"
    case .lengthExceeded(let longest, let limit): "包含 \(longest) 个字符的文本；Hologres 拒绝超过 \(limit) 个字符的值"
    case .checkedByDatabase: "以文本发送；Hologres 拒绝不符合列类型的文本"
    case .bytesCut(let limit): "超过 \(limit) 字节的文本截断为 \(limit) 字节，不报错"
    case .blanksIgnored: "仅末尾空格不同的文本视为相同"
    case .caseIgnored: "仅大小写不同的文本视为相同"
    case .blanksCut(let limit): "截断 \(limit) 个字符之后的空格"
    case .roundedByColumn(let decimals):
      decimals < 0
        ? "Hologres 将数字的小数点前 \(-decimals) 位四舍五入为 0，并拒绝位数过多的数字"
        : "Hologres 将数字四舍五入到 \(decimals) 位小数，并拒绝位数过多的数字"
    case .headersWritten: "写为 JSON 对象，值按 UTF-8 读取；同名消息头保留最后一个"
    case .alwaysNull(let type): "在消息中始终为 null，因此按 \(type) 读取"
    case .alwaysEmptyArray(let type): "在消息中始终为空数组，因此元素按 \(type) 读取"
    case .alwaysEmptyObject: "在消息中始终为空对象，因此按 STRING 读取"
    case .nestedTooDeep: "嵌套过深，因此按 STRING 读取"
    case .integersTooWide(let digits, let type): "包含 \(digits) 位整数，因此按 \(type) 读取"
    case .fractionsTooLong: "包含超过 38 位数字的小数，因此按 STRING 读取"
    case .readAsDouble: "包含超过 15 位数字的数，按 DOUBLE 读取，约保留 15 位"
    case .readAsDecimal(let type): "按 \(type) 读取；小数位更多的值四舍五入，位数更多的值写为 NULL"
    case .readAsTime(let type): "按 \(type) 读取；出现其他格式的文本时作业失败"
    case .readAsMap(let keys): "有 \(keys) 个不同的键，因此按 MAP<STRING, STRING> 读取"
    case .memberNamesUnusable: "忽略名称无法写入语句的成员"
    case .nameUnusable(let fault): "已忽略，因为其名称\(fault.chinese)"
    case .decimalsEncoded: "小数为 base64 编码的字节，Flink 将其读为文本。\(ConnectorSetting.decimals.chinese)"
    case .placeholderWritten(let messages, let option):
      "\(messages) 条消息中包含 Debezium 表示值不可用的占位符（placeholder）__debezium_unavailable_value，写入后会替换已存储的值。"
        + "\(ConnectorSetting.fullRows.chinese)，或在自己的 SQL 中用 NULLIF 将占位符转换为 NULL 并设置 '\(option)' = 'true'"
    case .nullCharacterRejected(let messages, let type):
      "\(messages) 条消息中包含 U+0000；\(type) 不接受 U+0000，作业会在此处失败。"
        + (type == "jsonb" ? "请使用 json 类型的列，或在自己的 SQL 中去除该字符" : "请在自己的 SQL 中去除该字符")
    case .nullCharacterRemoved(let messages, let isKey):
      "\(messages) 条消息中包含 U+0000，连接器会将其去除" + (isKey ? "；仅 U+0000 不同的两个主键值会变为同一个，对应的行相互替换" : "")
    case .similarNames(let isCaseOnly, let expressions):
      "名称仅\(isCaseOnly ? "大小写" : "重音符号的组合方式")不同，对 Flink 是不同的字段；如需合并，请在自己的 SQL 中使用 "
        + "COALESCE(\(expressions.joined(separator: ", ")))"
    case .missingInMessages(let suggestion):
      "采样消息中没有该字段，因此为 NULL" + (suggestion.map { "；是否应为 '\($0)'？" } ?? "")
    case .typeOverruled(let given, let written, let metadata):
      "声明为 \(given)，但按列的类型 \(written) 写入；连接器将 Kafka \(metadata.rawValue) 读为 \(metadata.type.sql)"
    case .notWritten: "不写入，因为没有同名的列"
    case .keysMerge(let column, let reasons):
      "列 '\(column)' 属于主键，不同的消息可能变为同一行：" + reasons.map { $0.chinese(face) }.joined(separator: "；")
    }
  }
}

extension FieldFact.ValueKind {
  /// The Chinese name.
  var chinese: String {
    switch self {
    case .booleans: "布尔值"
    case .numbers: "数字"
    case .text: "文本"
    case .objects: "对象"
    case .arrays: "数组"
    }
  }
}

extension EpochUnit {
  /// The Chinese name of the unit.
  var chinese: String {
    switch self {
    case .seconds: "秒"
    case .milliseconds: "毫秒"
    case .microseconds: "微秒"
    case .nanoseconds: "纳秒"
    }
  }
}

extension TimeMeaning {
  fileprivate var chinese: String {
    switch self {
    case .instant(let unit): "\(unit.chinese)级 Unix 时间戳"
    case .local(let unit): "自 1970 年起以\(unit.chinese)计的本地时间"
    case .timeOfDay(let unit): "自零点起的\(unit.chinese)数"
    case .days: "自 1970-01-01 起的天数"
    case .basicDate: "形如 20240501 的日期"
    }
  }

  fileprivate func chinese(_ evidence: TimeEvidence) -> String {
    let reading =
      switch evidence {
      case .declared: "按 Schema 声明的\(chinese)解析"
      case .assumed: "按\(chinese)解析（推断得出）"
      case .debezium: "按 Debezium 写入的\(chinese)解析（推断得出）"
      }
    let outside =
      switch (self, evidence) {
      case (.timeOfDay, _): "超出一天的值写为 NULL"
      case (.basicDate, _): "其他值写为 NULL"
      case (_, .assumed(hasUnset: true)): "小于等于 0 或 9999 年之后的值写为 NULL"
      default: "0 至 9999 年之外的值写为 NULL"
      }
    return "\(reading)，\(outside)"
  }
}
