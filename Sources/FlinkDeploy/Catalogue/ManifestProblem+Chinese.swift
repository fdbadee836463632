import ModelContextProtocol

extension MalformedManifest {
  func chinese(_ face: Face) -> String {
    let rest = mistakes.count - Self.mostListed
    let more = rest > 0 ? ["\(file.map { "\($0)：" } ?? "")另有 \(rest) 处错误"] : []
    return (mistakes.prefix(Self.mostListed).map { prefix(of: $0) + $0.chinese } + more).joined(separator: "\n")
  }
}

extension ManifestMistake {
  fileprivate var chinese: String {
    switch fault {
    case .unreadableFile: "无法读取该文件"
    case .notUTF8: "该文件不是 UTF-8 编码"
    case .tooLarge(let most): "该文件超过 \(Quantity.bytes(most).chinese(.commands))"
    case .malformedYAML(let words): "该文件不是有效的 YAML（\(words)）"
    case .indentedByTab: "该行以制表符缩进，YAML 只允许使用空格缩进"
    case .controlCharacter(let number): "该文件包含控制字符 \(number.asCharacterNumber)"
    case .tooManyValues(let most): "该文件的值（包括别名展开的值）超过 \(most) 个"
    case .tooDeep(let most): "值的嵌套超过 \(most) 层"
    case .repeatedKey(let key, let first): "键 '\(key)' 重复设置" + (first.map { "（首次：\($0.line):\($0.column)）" } ?? "")
    case .keyNotText: "键不是文本"
    case .unknownTag(let tag): "不支持标签 '\(tag)'"
    case .mergeOfOther: "'<<' 的值不是映射"
    case .violation(let problem): SchemaViolation(path: path, problem: problem).chinese(.tools)
    case .problem(let problem): "\(path)：\(problem.problem.chinese(.tools))"
    case .duplicatePipeline(let name, let first): "\(path) 与 pipelines[\(first)] 的作业名称相同：'\(name)'"
    case .repeatedIdempotencyKey(let first): "\(path) 与 pipelines[\(first)] 的幂等键重复"
    case .sameRows(let topic, let table, let first):
      "\(path) 与 pipelines[\(first)] 都将 Topic \(topic) 写入表 \(table)"
    case .sameKey(let table, let key, let first):
      "\(path)：pipelines[\(first)] 也按主键（\(key.abridged(.chinese))）写入表 \(table)。请为两者指定互不重叠的列（columns），或各自指定 sql"
    }
  }
}

extension ManifestRemedy {
  func chinese(_ face: Face) -> String {
    switch self {
    case .correct: "修正该清单文件，然后重新运行命令"
    case .makeReadable: "检查文件的路径和权限"
    case .split: "将该清单文件拆分为多个文件"
    }
  }
}
