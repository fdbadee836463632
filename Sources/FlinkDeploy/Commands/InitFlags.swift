import ArgumentParser

/// The flags of `init` that answer questions; a secret has none.
struct InitFlags: ParsableArguments {
  @Option(name: .answer(.region), help: .answer(.region)) var region: String?
  @Option(name: .answer(.endpoint), help: .answer(.endpoint)) var endpoint: String?
  @Option(name: .answer(.workspaceID), help: .answer(.workspaceID)) var workspaceID: String?
  @Option(name: .answer(.namespace), help: .answer(.namespace)) var namespace: String?
  @Option(name: .answer(.accessKeyID), help: .answer(.accessKeyID)) var accessKeyID: String?
  @Option(name: .answer(.databaseURL), help: .answer(.databaseURL)) var databaseURL: String?
  @Option(name: .answer(.kafkaServers), help: .answer(.kafkaServers)) var kafkaServers: String?
  @Option(name: .answer(.kafkaProtocol), help: .answer(.kafkaProtocol), completion: .answer(.kafkaProtocol))
  var kafkaProtocol: String?
  @Option(name: .answer(.kafkaMechanism), help: .answer(.kafkaMechanism), completion: .answer(.kafkaMechanism))
  var kafkaMechanism: String?
  @Option(name: .answer(.kafkaUsername), help: .answer(.kafkaUsername)) var kafkaUsername: String?
  @Option(name: .answer(.kafkaCA), help: .answer(.kafkaCA), completion: .answer(.kafkaCA)) var kafkaCA: String?
  @Option(name: .answer(.kafkaCertificate), help: .answer(.kafkaCertificate), completion: .answer(.kafkaCertificate))
  var kafkaCertificate: String?
  @Option(name: .answer(.kafkaKey), help: .answer(.kafkaKey), completion: .answer(.kafkaKey)) var kafkaKey: String?
  @Option(
    name: .answer(.kafkaHostNameCheck), help: .answer(.kafkaHostNameCheck), completion: .answer(.kafkaHostNameCheck))
  var kafkaHostNameCheck: String?
  @Option(name: .answer(.jobKafkaServers), help: .answer(.jobKafkaServers)) var jobKafkaServers: String?
  @Option(name: .answer(.hologresEndpoint), help: .answer(.hologresEndpoint)) var hologresEndpoint: String?
  @Option(name: .answer(.jobHologresEndpoint), help: .answer(.jobHologresEndpoint)) var jobHologresEndpoint: String?
  @Option(name: .answer(.hologresDatabase), help: .answer(.hologresDatabase)) var hologresDatabase: String?
  @Option(name: .answer(.hologresUsername), help: .answer(.hologresUsername)) var hologresUsername: String?
  @Option(name: .answer(.hologresSSLMode), help: .answer(.hologresSSLMode), completion: .answer(.hologresSSLMode))
  var hologresSSLMode: String?

  /// The answers.
  var answers: [InitQuestion: String] {
    let values: [InitQuestion: String?] = [
      .region: region, .endpoint: endpoint, .workspaceID: workspaceID, .namespace: namespace,
      .accessKeyID: accessKeyID, .databaseURL: databaseURL, .kafkaServers: kafkaServers,
      .kafkaProtocol: kafkaProtocol, .kafkaMechanism: kafkaMechanism, .kafkaUsername: kafkaUsername,
      .kafkaCA: kafkaCA, .kafkaCertificate: kafkaCertificate, .kafkaKey: kafkaKey,
      .kafkaHostNameCheck: kafkaHostNameCheck, .jobKafkaServers: jobKafkaServers,
      .hologresEndpoint: hologresEndpoint, .jobHologresEndpoint: jobHologresEndpoint,
      .hologresDatabase: hologresDatabase, .hologresUsername: hologresUsername,
      .hologresSSLMode: hologresSSLMode,
    ]
    return values.compactMapValues(\.self)
  }
}

extension NameSpecification {
  /// The name of the flag that answers the question.
  fileprivate static func answer(_ question: InitQuestion) -> NameSpecification {
    .customLong(question.flag ?? question.rawValue)
  }
}

extension ArgumentHelp {
  /// What the question asks for, in the language of the process.
  fileprivate static func answer(_ question: InitQuestion) -> ArgumentHelp {
    ArgumentHelp(question.text(.process) + (Voice.process.language == .english ? "." : "。"))
  }
}

extension CompletionKind {
  /// What a shell offers as an answer to the question.
  fileprivate static func answer(_ question: InitQuestion) -> CompletionKind {
    question.isPath ? .file() : question.choices.map { .list($0) } ?? .default
  }
}
