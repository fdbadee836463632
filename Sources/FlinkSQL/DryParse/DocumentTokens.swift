import PipelineTypes

/// The tokens of one JSON document, up to the end of its first value: Flink never reads what follows.
struct DocumentTokens {
  enum Kind {
    case objectStart, objectEnd, arrayStart, arrayEnd, name, string, integer, fraction, yes, no, null

    /// The kind of value that it begins or is.
    var value: ReadFault.Kind {
      switch self {
      case .objectStart, .objectEnd: .object
      case .arrayStart, .arrayEnd: .array
      case .name, .string: .text
      case .integer, .fraction: .number
      case .yes, .no: .boolean
      case .null: .null
      }
    }
  }

  struct Token {
    var kind: Kind
    /// The unescaped text of a name or string, else the token as the document has it.
    var text: String
    /// Whether `text` is exactly what the document says: half a surrogate pair becomes a question mark.
    var isIntact = true
    /// The token that closes what this one opens; the token itself when it opens nothing.
    var end: Int
  }

  var tokens: [Token] = []
  /// Why the tokens end here; nil where the document is whole.
  ///
  /// What is still open then ends behind the last token.
  var problem: DocumentFault?
  /// Whether text other than blanks follows the value.
  var isFollowed = false

  subscript(index: Int) -> Token { tokens[index] }

  var count: Int { tokens.count }

  /// Where each child of the container at `index` begins: names for an object, elements for an array.
  func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var child = index + 1
    while child < tokens[index].end {
      let value = tokens[child].kind == .name ? child + 1 : child
      // A document that breaks off behind a name has no value for it.
      guard value < tokens.count else { break }
      children.append(child)
      child = tokens[value].end + 1
    }
    return children
  }

  /// The members of the object at `index`: a repeated name keeps its first place and takes its last value.
  func members(of index: Int) -> [(name: Int, value: Int)] {
    var members: [(name: Int, value: Int)] = []
    var places: [ExactName: Int] = [:]
    for name in children(of: index) {
      let key = ExactName(tokens[name].text)
      if let place = places[key] {
        members[place].value = name + 1
      } else {
        places[key] = members.count
        members.append((name, name + 1))
      }
    }
    return members
  }
}
