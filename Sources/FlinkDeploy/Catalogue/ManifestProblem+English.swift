import ModelContextProtocol

extension MalformedManifest {
  /// The most mistakes that are listed.
  static let mostListed = 50

  func english(_ face: Face) -> String {
    let rest = mistakes.count - Self.mostListed
    let more = rest > 0 ? ["\(file.map { "\($0): " } ?? "")\(counted(rest, "more mistake"))"] : []
    return (mistakes.prefix(Self.mostListed).map { prefix(of: $0) + $0.english } + more).joined(separator: "\n")
  }

  /// The file and the place, as compilers write them.
  func prefix(of mistake: ManifestMistake) -> String {
    guard let file else { return "" }
    return "\(file):" + (mistake.place.map { "\($0.line):\($0.column):" } ?? "") + " "
  }
}

extension ManifestMistake {
  fileprivate var english: String {
    switch fault {
    case .unreadableFile: "The file cannot be read"
    case .notUTF8: "The file is not UTF-8"
    case .tooLarge(let most): "The file is larger than \(Quantity.bytes(most).english(.commands))"
    case .malformedYAML(let words): "The file is not valid YAML (\(words))"
    case .indentedByTab: "A tab indents the line, but YAML only allows spaces"
    case .controlCharacter(let number): "The file contains the control character \(number.asCharacterNumber)"
    case .tooManyValues(let most): "The file has more than \(most) values, with those of its aliases"
    case .tooDeep(let most): "Values are nested more than \(most) levels deep"
    case .repeatedKey(let key, let first):
      "Key '\(key)' is set twice" + (first.map { " (before: \($0.line):\($0.column))" } ?? "")
    case .keyNotText: "A key is not a text"
    case .unknownTag(let tag): "The tag '\(tag)' is not supported"
    case .mergeOfOther: "The value of '<<' is not a mapping"
    // Members have the names of the tool's arguments for each reader.
    case .violation(let problem): SchemaViolation(path: path, problem: problem).english(.tools)
    case .problem(let problem): "\(path): \(problem.problem.english(.tools))"
    case .duplicatePipeline(let name, let first):
      "\(path) has the deployment name of pipelines[\(first)]: '\(name)'"
    case .repeatedIdempotencyKey(let first): "\(path) is already the key of pipelines[\(first)]"
    case .sameRows(let topic, let table, let first):
      "\(path) writes topic \(topic) to table \(table), and so does pipelines[\(first)]"
    case .sameKey(let table, let key, let first):
      "\(path): pipelines[\(first)] writes table \(table) with the same primary key (\(key.abridged(.english))). "
        + "Each needs columns of its own (columns), or its own sql"
    }
  }
}

extension ManifestRemedy {
  func english(_ face: Face) -> String {
    switch self {
    case .correct: "Correct the manifest and run the command again"
    case .makeReadable: "Check the path and the permissions of the file"
    case .split: "Split the manifest into several files"
    }
  }
}

extension UInt32 {
  /// The number of a character as Unicode writes it.
  var asCharacterNumber: String {
    let digits = String(self, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
  }
}
