#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Settings {
  /// The voice for readers of `face`: models read English by default, people the language of their locale.
  func voice(of face: Face) -> Voice {
    switch face {
    case .tools: Voice(language ?? .english, face)
    case .commands: Voice(language ?? localeLanguage, face)
    }
  }
}

extension Voice {
  /// The variable that sets the language.
  static let languageVariable = "FLINK_DEPLOY_LANGUAGE"

  /// The voice of texts that a command shows before the settings are read, such as its help.
  static let process: Voice = {
    var environment: [String: String] = [:]
    for name in [languageVariable, "LC_ALL", "LC_MESSAGES", "LANG"] {
      environment[name] = getenv(name).map { String(cString: $0) }
    }
    let language = environment[languageVariable].flatMap(Language.init(rawValue:))
    return Voice(language ?? Language(localeOf: environment), .commands)
  }()
}
