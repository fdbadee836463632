extension InitProblem {
  func english(_ face: Face) -> String {
    switch self {
    case .missing(let questions): "Not set: \(questions.map(\.name).joined(separator: ", "))"
    case .malformed(let error): error.problem.english(InitQuestion(rawValue: error.variable)?.name ?? error.variable)
    case .malformedLine(let question, _): "The line of standard input for \(question.rawValue) is malformed"
    case .lineEnd(let question): "\(question.name) contains a line end or U+0000"
    case .visiblePassword(let question): "\(question.name) contains a password, which others can see there"
    case .unused(let questions): "Without use: \(questions.map(\.name).joined(separator: ", "))"
    case .surplusLines(let count): "Standard input has \(counted(count, "line")) more than there are questions"
    case .unknownVariables(let names):
      "Standard input sets variables that are not asked for: \(names.abridged(.english))"
    case .malformedInput(let problem): problem.english("Standard input")
    case .unreadableInput: "Standard input cannot be read as UTF-8"
    case .fileExists(let path): "The file '\(path)' exists"
    case .link(let path, let target): "The file '\(path)' is a link to '\(target)'"
    case .unwritableFile(let path, let reason): "The file '\(path)' cannot be written: \(reason)"
    }
  }
}

extension InitRemedy {
  func english(_ face: Face) -> String {
    switch self {
    case .answer: "Set the variables, pass the flags, or write NAME=value lines to standard input"
    case .removeLineEnd: "Remove the line end from the value"
    case .hidePassword: "Leave the password out of the URI. Type it when it is asked for, or set PGPASSWORD"
    case .leaveOut: "Leave them out, or set the address or the protocol that they belong to"
    case .nameLines: "Write NAME=value lines to standard input, in any order"
    case .removeVariables: "Remove these lines. Add the variables to the file afterwards"
    case .encodeInput: "Write text in UTF-8 to standard input"
    case .overwrite: "Pass --overwrite to replace it, or --output for another file"
    case .chooseFile: "Choose another file with --output"
    }
  }
}
