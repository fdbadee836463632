extension UsageProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .waitOutOfRange(let range): "--wait 必须是 \(range.lowerBound) 至 \(range.upperBound) 之间的秒数"
    case .malformed(let flag, let text, let form): "\(flag) 的值 '\(text)' 不是 \(form) 格式"
    case .typeMissing(let flag, let text): "\(flag) 的值 '\(text)' 缺少数据类型（name:TYPE:METADATA）"
    case .duplicate(let flag, let text, let key): "\(flag) '\(text)' 重复设置了 \(key)"
    case .unreadableFile(let flag, let path): "\(flag)：无法读取文件 '\(path)'"
    case .notUTF8(let flag, let path): "\(flag)：文件 '\(path)' 不是 UTF-8 编码"
    case .twoVersions(let flag): "\(flag) 需要两个版本号"
    case .idMissing(let flag): "\(flag) 需要指定作业实例或作业的 ID"
    case .invalid(let problem): problem.chinese(face)
    }
  }
}
