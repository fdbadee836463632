import Notices

/// The problem of a malformed setting.
struct MalformedSetting: Problem {
  /// The environment variable, or the file.
  let variable: String
  /// What is wrong with the value.
  let problem: SettingsProblem

  /// The stable name of what is wrong.
  var code: String { problem.code }

  /// How to correct the value.
  var remedy: any Remedy { SettingsRemedy(problem: problem) }

  func english(_ face: Face) -> String { problem.english(variable) }

  func chinese(_ face: Face) -> String { problem.chinese(variable) }
}

/// How to correct the value of a setting.
struct SettingsRemedy: Remedy {
  /// What is wrong with the value.
  let problem: SettingsProblem

  /// The stable name of what is wrong.
  var code: String { problem.code }

  func english(_ face: Face) -> String { problem.englishRemedy }

  func chinese(_ face: Face) -> String { problem.chineseRemedy }
}

extension Failure {
  /// The failure for a malformed setting.
  init(_ error: SettingsError) {
    self.init(MalformedSetting(variable: error.variable, problem: error.problem))
  }
}
