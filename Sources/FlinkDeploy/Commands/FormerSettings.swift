import FoundationEssentials

/// A settings file that `init` replaces.
struct FormerSettings: Equatable {
  /// The answers to questions, also secrets.
  let answers: [InitQuestion: String]
  /// What no question is about, in the order of the names: it stays in the new file.
  let others: [DotEnvWriter.Variable]

  /// Nothing.
  static let none = FormerSettings("")

  /// The settings of a file; none if it cannot be read.
  init(_ text: String) {
    let values = (try? DotEnv.parse(text)) ?? [:]
    var answers: [InitQuestion: String] = [:]
    for (name, value) in values { InitQuestion(rawValue: name).map { answers[$0] = value } }
    self.answers = answers.filter { !$0.value.isEmpty }
    others = values.filter { InitQuestion(rawValue: $0.key) == nil && DotEnvWriter.canHold($0.value) }
      .map { DotEnvWriter.Variable(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
  }

  /// The settings of the file with this path.
  init(path: String) {
    let data = try? Data(contentsOf: URL(filePath: path))
    self.init(data.map { String(decoding: $0, as: UTF8.self) } ?? "")
  }
}
