/// The answers to the questions of `init`, and which questions they leave.
struct InitAnswers: Equatable, Sendable {
  /// Where an answer is from.
  enum Source: Sendable {
    case flag, environment
    /// A line of standard input that is not a terminal.
    case line
    /// Typed at a terminal.
    case typed
  }

  /// An answer.
  struct Answer: Equatable, Sendable {
    var value: String
    var source: Source
  }

  /// Whether a question is asked, given the answers to others.
  enum Need: Sendable {
    /// It needs an answer.
    case required
    /// It is asked, and can be skipped.
    case optional
    /// It is not asked, but an answer is taken.
    case silent
    /// An answer would have no use.
    case none
  }

  /// Whether Alibaba Cloud's own tools have an AccessKey pair on this machine.
  var hasDefaultKeys = false
  private var values: [InitQuestion: Answer] = [:]

  /// No answers yet.
  init(hasDefaultKeys: Bool = false) { self.hasDefaultKeys = hasDefaultKeys }

  /// The answer to a question; nil if there is none.
  subscript(question: InitQuestion) -> Answer? {
    get { values[question] }
    set { values[question] = newValue }
  }

  /// Whether the question is asked.
  func need(of question: InitQuestion) -> Need {
    func isSet(_ other: InitQuestion) -> Bool { values[other] != nil }
    let security = values[.kafkaProtocol].flatMap { KafkaProtocol(rawValue: $0.value) }
    switch question {
    case .region: return isSet(.endpoint) ? .silent : .required
    case .endpoint: return .silent
    case .workspaceID, .namespace, .databaseURL: return .required
    case .accessKeyID: return hasDefaultKeys ? .optional : .required
    case .accessKeySecret: return isSet(.accessKeyID) || !hasDefaultKeys ? .required : .none
    // A token belongs to the pair that it was issued with.
    case .securityToken: return values[.accessKeySecret].map { $0.source != .typed } == true ? .silent : .none
    case .databasePassword:
      let uri = values[.databaseURL].flatMap { ConnectionURI($0.value) }
      return uri.map(\.hasPassword) == false ? .optional : .none
    case .kafkaServers, .jobKafkaServers, .hologresEndpoint, .jobHologresEndpoint: return .optional
    case .kafkaProtocol: return isSet(.kafkaServers) ? .optional : .silent
    case .kafkaMechanism: return security?.hasLogin == true ? .required : .none
    case .kafkaUsername, .kafkaPassword:
      return security?.hasLogin == true && isSet(.kafkaServers) ? .required : .none
    case .kafkaCA, .kafkaHostNameCheck:
      return security?.isEncrypted == true && isSet(.kafkaServers) ? .optional : .none
    case .kafkaCertificate, .kafkaKey: return security?.isEncrypted == true ? .silent : .none
    case .kafkaKeyPassword: return isSet(.kafkaKey) ? .silent : .none
    case .hologresDatabase: return isSet(.hologresEndpoint) || isSet(.jobHologresEndpoint) ? .required : .none
    case .hologresUsername: return isSet(.hologresEndpoint) ? .optional : .none
    case .hologresPassword: return isSet(.hologresUsername) ? .required : .none
    // Hologres instances have TLS off by default, and a password is not sent without it.
    case .hologresSSLMode: return isSet(.hologresPassword) ? .optional : .none
    }
  }

  /// The variables of the file, in the order of the questions.
  var variables: [(question: InitQuestion, value: String)] {
    InitQuestion.allCases.compactMap { question in
      guard question != .databasePassword, let answer = used(question) else { return nil }
      guard question == .databaseURL, let password = used(.databasePassword) else { return (question, answer) }
      return (question, ConnectionURI(answer)?.adding(password: password) ?? answer)
    }
  }

  /// The answer to a question that has a use.
  private func used(_ question: InitQuestion) -> String? {
    need(of: question) == .none ? nil : values[question]?.value
  }

  /// The variables of the file by their names.
  var environment: [String: String] {
    Dictionary(uniqueKeysWithValues: variables.map { ($0.question.rawValue, $0.value) })
  }

  /// Whether the system can be reached with the answers, so that a connection shows whether they are right.
  func canReach(_ part: InitPart) -> Bool {
    switch part {
    case .alibabaCloud, .database: true
    case .kafka: values[.kafkaServers] != nil
    case .hologres: values[.hologresEndpoint] != nil
    }
  }
}
