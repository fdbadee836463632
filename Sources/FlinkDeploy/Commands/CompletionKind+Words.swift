import ArgumentParser
import JSONCoding
import ToolSchemas

extension CompletionKind {
  /// The words that an argument of a tool can have, read from its schema when a shell asks for them.
  /// - Parameters:
  ///   - argument: The argument of the flag; for an object, the words are those of its `type`.
  ///   - word: A word of the schema as the flag writes it; nil for one that the flag does not take.
  static func words(
    of argument: Argument, _ word: @escaping @Sendable (String) -> String? = { $0 }
  ) -> CompletionKind {
    .custom { _, _, _ in
      let definitions = ToolSchemas.documents.lazy.compactMap { try? JSON.parse($0) }
      let schema = definitions.compactMap { $0["inputSchema"]?["properties"]?[argument.rawValue] }.first
      let words = (schema?["enum"] ?? schema?["properties"]?["type"]?["enum"])?.array ?? []
      return words.compactMap(\.string).compactMap(word)
    }
  }
}
