import FlinkSQL
import JSONCoding
import PipelineTypes

extension [UnusableCount] {
  /// Each reason with its count.
  var chinese: String { map { "\($0.reason.chinese)（\($0.count)）" }.abridged(.chinese) }
}

extension UnusableMessage {
  /// What the message is.
  var chinese: String {
    switch self {
    case .payload(let kind): kind.chinese
    case .value(let kind): "JSON \(kind)"
    case .malformed(let fault): "不是 JSON：\(fault.chinese)"
    }
  }
}

extension JSONSyntaxFault {
  fileprivate var chinese: String {
    switch self {
    case .textAfterValue: "值之后还有文本"
    case .textEnds: "文本意外结束"
    case .textEndsInString: "文本在字符串内意外结束"
    case .valueExpected: "缺少值"
    case .memberNameExpected: "缺少带引号的成员名"
    case .colonExpected: "缺少 ':'"
    case .commaOrBraceExpected: "缺少 ',' 或 '}'"
    case .commaOrBracketExpected: "缺少 ',' 或 ']'"
    case .digitExpected: "缺少数字"
    case .hexadecimalDigitsExpected: "缺少四位十六进制数字"
    case .controlCharacter: "字符串中有未转义的控制字符"
    case .unknownEscape: "未知的转义"
    case .nestedTooDeep: "嵌套过深"
    case .notUTF8: "不是 UTF-8"
    }
  }
}

extension PayloadKind {
  /// What such messages are.
  var chinese: String {
    switch self {
    case .confluentJSON: "Confluent 格式封装的 JSON"
    case .confluentBinary: "Confluent 格式封装的 Avro 或 Protobuf"
    case .avroFile: "Avro 容器文件"
    case .avroSingleObject: "Avro 单对象"
    case .awsGlue: "AWS Glue Schema Registry 格式"
    case .gzip: "gzip 压缩数据"
    case .zstd: "zstd 压缩数据"
    case .lz4: "lz4 压缩数据"
    case .javaSerialisation: "Java 序列化对象"
    case .cbor: "CBOR"
    case .bson: "BSON"
    case .xml: "XML"
    case .wideText: "UTF-16 或 UTF-32 文本"
    case .binary: "二进制数据"
    case .byteOrderMark, .text: "文本"
    }
  }
}

extension TextForm {
  /// What such texts are called.
  var chinese: String {
    switch self {
    case .isoInstant, .sqlInstant: "带 Z 的时间"
    case .isoLocal, .sqlLocal: "不带时区的时间"
    case .isoOffset, .sqlOffset: "带时区偏移的时间"
    case .basicOffset: "时区偏移不含冒号的时间"
    case .smallInstant: "使用小写 t 或 z 的时间"
    case .date: "日期"
    case .slashDate: "使用斜线的日期"
    case .invalidDate: "无效日期"
    case .time: "一天中的时间"
    case .integer: "带引号的数字"
    case .fraction: "带引号的小数"
    case .groupedNumber: "带千位分隔符的数字"
    case .notANumber: "带引号的 NaN 或 Infinity"
    case .boolean: "带引号的布尔值"
    case .yesOrNo: "表示是与否的单词"
    case .json: "JSON 文本"
    case .empty: "空文本"
    case .other: "文本"
    }
  }
}

extension ReadFault {
  func chinese(_ face: Face) -> String {
    switch self {
    case .notJSON(let fault): "不是 JSON：\(fault.chinese)"
    case .notAnObject: "不是 JSON 对象"
    case .emptyOrNull: "为空或 null"
    case .typeMismatch(let field, let kind, let type, let standard):
      "'\(field)' 的值为\(kind.chinese)，无法"
        + (standard.map { "以时间戳标准 \($0.rawValue) " } ?? "") + "读取为 \(type)"
    case .containerForBoolean: "声明为 BOOLEAN 的位置出现对象或数组，导致读取出错"
    case .mapKeys(let field): "'\(field)' 是键不为 STRING 的 MAP，规划器不接受"
    case .nullKey(let field): "'\(field)' 属于主键且为 NULL"
    case .beforeMissing: "变更缺少包含原有行的 'before'；请对捕获的表设置 REPLICA IDENTITY FULL"
    case .changeKindMissing(let member): "缺少 '\(member)'，无法得知变更类型"
    case .changeKindUnsupported(let member, let kind):
      "'\(member)' 中的变更类型\(kind.map { "（'\($0)'）" } ?? "")不受该格式支持"
    case .memberMissing(let member): "'\(member)' 缺失或为 null"
    case .tooFewRows(let member): "'\(member)' 的行数少于 'data'"
    case .nullCharacter(let field, let type): "'\(field)' 包含 U+0000，\(type) 不接受该字符"
    }
  }
}

extension ReadFault.Kind {
  fileprivate var chinese: String {
    switch self {
    case .object: "对象"
    case .array: "数组"
    case .text: "文本"
    case .number: "数字"
    case .boolean: "布尔值"
    case .null: " null"
    }
  }
}

extension DocumentFault {
  fileprivate var chinese: String {
    switch self {
    case .unknownByteOrder: "未知的字节序"
    case .textEnds: "文本意外结束"
    case .notUTF32: "开头字节形似 UTF-32，但文本不是 UTF-32"
    case .separatorMissing: "缺少逗号或右括号"
    case .nameMissing: "缺少带双引号的名称"
    case .colonMissing: "缺少冒号"
    case .valueMissing: "缺少值"
    case .malformedNumber: "数字格式错误"
    case .unclosedString: "字符串未结束"
    case .hexadecimalDigitsMissing: "转义 \\u 需要四位十六进制数字"
    case .unknownEscape: "字符串中有未知的转义"
    case .notUTF8: "字符串不是 UTF-8"
    }
  }
}

extension AlteredTo {
  func chinese(_ face: Face) -> String {
    switch self {
    case .value(let text): text
    case .null: "NULL"
    case .emptyMap: "空 MAP"
    case .wholeSecondsOfDay: "一天之内的整秒"
    case .lastDayOfMonth: "当月最后一天"
    case .places(let places): "\(places) 位小数秒"
    case .withoutNullCharacters(let text, let isKey):
      "去除 U+0000 后的 \"\(text)\"" + (isKey ? "，两个主键值可能变为同一个" : "")
    case .unreadAfterContainer: "未读取：其前面声明为 BOOLEAN 的位置出现对象或数组"
    case .unreadAfterDuplicate: "未读取：另一个成员重复出现"
    }
  }
}

extension IdentifierFault {
  /// What is wrong with the name.
  var chinese: String {
    switch self {
    case .empty: "为空"
    case .lineBreak: "包含无法用引号括起的换行符"
    case .nullCharacter: "包含 U+0000"
    case .tooLong: "超过 Flink 限制的 256 个字符"
    case .variable: "包含 ${，阿里云会将其替换为变量"
    }
  }
}
