extension Argument {
  /// What a reader of `face` calls the argument with this name in JSON; the name itself if it is not an argument.
  static func name(of key: String, _ face: Face) -> String { Argument(rawValue: key)?.name(face) ?? key }
}

extension Collection<Argument> {
  /// The names of all of them, as a reader of `face` knows them; each name once.
  func listed(_ language: Language, _ face: Face) -> String {
    var names: [String] = []
    for argument in self where !names.contains(argument.name(face)) { names.append(argument.name(face)) }
    return names.joined(separator: language == .english ? ", " : "、")
  }
}
