/// Names of deployments: `*` is any text, `?` is any one character.
public struct NamePattern: Sendable, Hashable {
  /// The pattern as it was written.
  public let text: String

  /// A pattern.
  public init(_ text: String) {
    self.text = text
  }

  /// Whether all of a name fits.
  public func matches(_ name: String) -> Bool {
    let (pattern, name) = (Array(text.unicodeScalars), Array(name.unicodeScalars))
    var (place, position) = (0, 0)
    // Where to go on when what follows the last `*` does not fit: the `*` takes one character more.
    var retry: (place: Int, position: Int)?
    while position < name.count {
      if place < pattern.count, pattern[place] == "*" {
        retry = (place + 1, position)
        place += 1
      } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[position] {
        (place, position) = (place + 1, position + 1)
      } else if let last = retry {
        (place, position) = (last.place, last.position + 1)
        retry = (last.place, last.position + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }
}
