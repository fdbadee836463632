import AliyunFlink

/// What the environment of `init` says.
struct InitEnvironment {
  /// The variables that are set.
  private let variables: [String: String]

  /// The environment of a process.
  init(_ variables: [String: String]) { self.variables = variables.filter { !$0.value.isEmpty } }

  /// The answers; an AccessKey pair can have the names of Alibaba Cloud's own tools.
  ///
  /// Clients do not pass the environment of a shell on, so what only the environment has belongs into the file.
  var answers: [InitQuestion: String] {
    var answers: [InitQuestion: String] = [:]
    for question in InitQuestion.allCases { answers[question] = variables[question.rawValue] }
    guard answers[.accessKeyID] == nil, answers[.accessKeySecret] == nil else { return answers }
    for question in [InitQuestion.accessKeyID, .accessKeySecret, .securityToken] {
      answers[question] = variables[question.rawValue.replacing("ALIYUN_", with: "ALIBABA_CLOUD_")]
    }
    return answers
  }

  /// The variable with the home folder, in which Alibaba Cloud's own tools keep a key.
  var home: [String: String] { variables.filter { $0.key == "HOME" } }

  /// Whether Alibaba Cloud's own tools have an AccessKey pair in a file on this machine.
  var hasDefaultKeys: Bool { (try? DefaultCredentialsChain(environment: home).credentials()) != nil }
}
