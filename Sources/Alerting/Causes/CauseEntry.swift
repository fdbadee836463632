import JSONCoding

extension CauseAtlas {
  /// A known failure.
  public struct Entry: Sendable, Identifiable {
    /// Whether the same job can succeed when Flink restarts it, without a change.
    public enum Retry: String, Sendable {
      case yes
      case no
      case unknown
    }

    /// What a person reads, in one language; no sentence at the end has a period.
    public struct Text: Sendable, Equatable {
      /// What is wrong.
      public let cause: String
      /// What to do; it names no tool argument, flag or command.
      public let nextStep: String
    }

    /// The stable name in snake_case.
    public let id: String
    /// Whether a retry helps.
    public let retryHelps: Retry
    /// The text in English.
    public let english: Text
    /// The text in Simplified Chinese.
    public let chinese: Text
    /// The failures that the entry explains: one of these is enough.
    let conditions: [CauseCondition]

    /// Whether the entry explains a failure.
    func explains(_ text: FailureText) -> Bool { conditions.contains { $0.holds(for: text) } }
  }
}

extension CauseAtlas.Entry {
  /// An entry of a data file; nil if something is missing.
  init?(json: JSON) {
    guard let id = json["id"]?.string,
      let retryHelps = json["retry_helps"]?.string.flatMap(Retry.init(rawValue:)),
      let english = json["english"].flatMap(Text.init(json:)), let chinese = json["chinese"].flatMap(Text.init(json:)),
      let when = json["when"]?.array
    else { return nil }
    self.id = id
    self.retryHelps = retryHelps
    self.english = english
    self.chinese = chinese
    conditions = when.compactMap(CauseCondition.init(json:))
  }
}

extension CauseAtlas.Entry.Text {
  fileprivate init?(json: JSON) {
    guard let cause = json["cause"]?.string, let nextStep = json["next_step"]?.string else { return nil }
    self.init(cause: cause, nextStep: nextStep)
  }
}
