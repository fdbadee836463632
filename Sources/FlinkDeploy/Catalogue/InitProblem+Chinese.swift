extension InitProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .missing(let questions): "未设置：\(questions.map(\.name).joined(separator: "、"))"
    case .malformed(let error): error.problem.chinese(InitQuestion(rawValue: error.variable)?.name ?? error.variable)
    case .malformedLine(let question, _): "标准输入中 \(question.rawValue) 对应的行格式错误"
    case .lineEnd(let question): "\(question.name) 含有换行或 U+0000"
    case .visiblePassword(let question): "\(question.name) 包含密码，他人可以看到"
    case .unused(let questions): "没有作用：\(questions.map(\.name).joined(separator: "、"))"
    case .surplusLines(let count): "标准输入比问题多 \(count) 行"
    case .unknownVariables(let names): "标准输入设置了未询问的变量：\(names.abridged(.chinese))"
    case .malformedInput(let problem): problem.chinese("标准输入")
    case .unreadableInput: "无法以 UTF-8 读取标准输入"
    case .fileExists(let path): "文件 '\(path)' 已存在"
    case .link(let path, let target): "文件 '\(path)' 是指向 '\(target)' 的链接"
    case .unwritableFile(let path, let reason): "无法写入文件 '\(path)'：\(reason)"
    }
  }
}

extension InitRemedy {
  func chinese(_ face: Face) -> String {
    switch self {
    case .answer: "设置这些变量，使用对应的选项，或在标准输入中写入 NAME=value 行"
    case .removeLineEnd: "从该值中删除换行"
    case .hidePassword: "不要在 URI 中写密码。在询问时输入密码，或设置 PGPASSWORD"
    case .leaveOut: "删除这些设置，或设置对应的地址或协议"
    case .nameLines: "在标准输入中写入 NAME=value 行，顺序不限"
    case .removeVariables: "删除这些行，之后再将变量添加到文件"
    case .encodeInput: "在标准输入中使用 UTF-8 文本"
    case .overwrite: "使用 --overwrite 替换该文件，或使用 --output 指定其他文件"
    case .chooseFile: "使用 --output 指定其他文件"
    }
  }
}
