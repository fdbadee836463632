/// A language that users are addressed in (`FLINK_DEPLOY_LANGUAGE`).
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  /// Simplified Chinese.
  case chinese = "zh"

  /// The language of the locale: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set decides, as POSIX has it.
  /// - Parameter environment: The environment variables of the process.
  public init(localeOf environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    self = locale?.lowercased().hasPrefix("zh") == true ? .chinese : .english
  }
}

/// Who reads a text: a model that calls tools, or a person who runs commands.
public enum Face: Sendable, CaseIterable {
  case tools, commands
}

/// In which language a text is written, and for whom.
public struct Voice: Sendable, Equatable {
  /// The language.
  public var language: Language
  /// The reader.
  public var face: Face

  /// A voice.
  /// - Parameters:
  ///   - language: The language.
  ///   - face: The reader.
  public init(_ language: Language, _ face: Face) {
    self.language = language
    self.face = face
  }
}
