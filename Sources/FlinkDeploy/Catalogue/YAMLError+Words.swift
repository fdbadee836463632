import YAML

extension YAMLError {
  /// What is wrong, in the words of libyaml, which are the same in each language.
  var words: String {
    switch self {
    case .syntax(let words, _): words
    case .tab: "found character that cannot start any token"
    case .controlCharacter: "control characters are not allowed"
    case .undefinedAlias: "found undefined alias"
    case .secondDocument: "expected a single document in the stream, but found another document"
    case .tooManyNodes(let most): "found more than \(most) nodes"
    case .tooDeep(let most): "found more than \(most) levels"
    }
  }

  /// Where it is; nil if it is about the whole text.
  var mark: YAMLMark? {
    switch self {
    case .syntax(_, let mark), .tab(let mark), .controlCharacter(_, let mark), .undefinedAlias(_, let mark),
      .secondDocument(let mark):
      mark
    case .tooManyNodes, .tooDeep: nil
    }
  }
}
