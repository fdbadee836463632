import Testing

@testable import FlinkDeploy

@Suite("The interview of init")
struct InitInterviewTests {
  /// Answers that are enough.
  static let enough: [InitQuestion: String] = [
    .region: "cn-hangzhou", .workspaceID: "ws", .namespace: "shop", .accessKeyID: "id", .accessKeySecret: "key",
    .databaseURL: "postgresql://u@h/d",
  ]

  /// The questions that need an answer.
  private static let required: [InitQuestion] = [
    .region, .workspaceID, .namespace, .accessKeyID, .accessKeySecret, .databaseURL,
  ]

  private static func interview(
    _ given: [InitQuestion: String] = [:], _ source: InitAnswers.Source = .environment, lines: [String] = [],
    hasUser: Bool = false, hasDefaultKeys: Bool = false, connects: Bool = false,
    formers: [InitQuestion: String] = [:], folder: String? = nil
  ) -> InitInterview {
    InitInterview(
      given: given.mapValues { InitAnswers.Answer(value: $0, source: source) }, lines: lines, hasUser: hasUser,
      hasDefaultKeys: hasDefaultKeys, connects: connects, formers: formers, folder: folder)
  }

  /// The questions that a user is asked who gives these answers, and skips others.
  private static func questions(_ interview: inout InitInterview, _ answers: [InitQuestion: String]) -> [InitQuestion] {
    var questions: [InitQuestion] = []
    while questions.count < 40, case .ask(let question, _, _) = interview.next() {
      questions.append(question)
      interview.answer(answers[question] ?? "")
    }
    return questions
  }

  @Test("asks for what every deployment needs, and skips what the other answers make useless")
  func asks() {
    var interview = Self.interview(hasUser: true)
    let questions = Self.questions(&interview, Self.enough)
    #expect(
      questions == [
        .region, .workspaceID, .namespace, .accessKeyID, .accessKeySecret, .databaseURL, .databasePassword,
        .kafkaServers, .jobKafkaServers, .hologresEndpoint, .jobHologresEndpoint,
      ])
    #expect(interview.next() == .done)
    #expect(interview.answers.environment.count == Self.enough.count)
  }

  @Test("asks for the login and the certificates of Kafka where its protocol has them")
  func kafka() {
    var interview = Self.interview(Self.enough, hasUser: true)
    let questions = Self.questions(
      &interview,
      [
        .kafkaServers: "kafka:9093", .kafkaProtocol: "sasl_ssl", .kafkaMechanism: "plain", .kafkaUsername: "u",
        .kafkaPassword: "p",
      ])
    #expect(
      questions == [
        .databasePassword, .kafkaServers, .kafkaProtocol, .kafkaMechanism, .kafkaUsername, .kafkaPassword, .kafkaCA,
        .kafkaHostNameCheck, .jobKafkaServers, .hologresEndpoint, .jobHologresEndpoint,
      ])
    #expect(interview.answers.environment["KAFKA_SECURITY_PROTOCOL"] == "SASL_SSL")
    #expect(interview.answers.environment["KAFKA_SASL_MECHANISM"] == "PLAIN")
  }

  @Test("asks a malformed answer again, and names what is wrong")
  func asksAgain() {
    var interview = Self.interview(hasUser: true)
    #expect(interview.next() == .ask(.region, former: nil, complaint: nil))
    interview.answer("cn hangzhou")
    let error = SettingsError("ALIYUN_REGION", .invalidRegion("cn hangzhou"))
    #expect(interview.next() == .ask(.region, former: nil, complaint: .malformed(error)))
    interview.answer("")
    #expect(interview.next() == .ask(.region, former: nil, complaint: .missing([.region])))
    interview.answer(" cn-hangzhou ")
    #expect(interview.next() == .ask(.workspaceID, former: nil, complaint: nil))
    #expect(interview.answers[.region]?.value == "cn-hangzhou")
  }

  @Test("asks for a malformed value of the environment")
  func environment() {
    var interview = Self.interview([.region: "cn hangzhou"], hasUser: true)
    let error = SettingsError("ALIYUN_REGION", .invalidRegion("cn hangzhou"))
    #expect(interview.next() == .ask(.region, former: nil, complaint: .malformed(error)))
  }

  @Test("connects at the end of each system's questions, and asks them again if that fails")
  func connects() {
    var interview = Self.interview(Self.enough, hasUser: true, connects: true)
    #expect(interview.next() == .examine(.alibabaCloud))
    interview.examined(.alibabaCloud, isGood: false)
    #expect(interview.next() == .reconsider(.alibabaCloud))
    interview.reconsidered(keeps: false)
    // What may be shown is kept by an empty line; a secret is typed again.
    #expect(interview.next() == .ask(.region, former: "cn-hangzhou", complaint: nil))
    interview.answer("")
    #expect(interview.next() == .ask(.workspaceID, former: "ws", complaint: nil))
    interview.answer("other")
    #expect(interview.next() == .ask(.namespace, former: "shop", complaint: nil))
    interview.answer("")
    #expect(interview.next() == .ask(.accessKeyID, former: "id", complaint: nil))
    interview.answer("")
    #expect(interview.next() == .ask(.accessKeySecret, former: nil, complaint: nil))
    interview.answer("other key")
    #expect(interview.next() == .examine(.alibabaCloud))
    interview.examined(.alibabaCloud, isGood: true)
    #expect(interview.next() == .ask(.databasePassword, former: nil, complaint: nil))
    #expect(interview.answers.environment["ALIYUN_FLINK_WORKSPACE_ID"] == "other")
    #expect(interview.answers.environment["ALIYUN_ACCESS_KEY_SECRET"] == "other key")
  }

  @Test("keeps answers that do not connect if the user wants that, and goes on with the next system")
  func keeps() {
    var interview = Self.interview(
      Self.enough.merging([.databaseURL: "postgresql://u:p@h/d"]) { $1 }, hasUser: true, connects: true)
    #expect(interview.next() == .examine(.alibabaCloud))
    interview.examined(.alibabaCloud, isGood: false)
    #expect(interview.next() == .reconsider(.alibabaCloud))
    interview.reconsidered(keeps: true)
    #expect(interview.next() == .examine(.database))
    interview.examined(.database, isGood: false)
    interview.reconsidered(keeps: nil)
    #expect(interview.failures == [.database])
    #expect(interview.answers.environment["ALIYUN_REGION"] == "cn-hangzhou")
  }

  @Test("offers the answers of the file that it replaces, without the secrets")
  func formers() {
    let formers: [InitQuestion: String] = [.region: "cn-beijing", .accessKeySecret: "old"]
    var interview = Self.interview(hasUser: true, formers: formers)
    #expect(interview.next() == .ask(.region, former: "cn-beijing", complaint: nil))
    let asked = Self.questions(&interview, Self.enough.filter { $0.key != .region && $0.key != .accessKeySecret })
    #expect(asked.contains(.accessKeySecret))
    #expect(interview.answers[.region]?.value == "cn-beijing")
    #expect(interview.answers[.accessKeySecret] == nil)
    #expect(Self.interview(formers: formers).answers[.region] == nil)
  }

  @Test("makes the paths of files absolute, because clients start the server in another folder")
  func paths() {
    let given = Self.enough.merging([
      .kafkaServers: "kafka:9093", .kafkaProtocol: "ssl", .kafkaCA: "ca.pem", .kafkaCertificate: "/etc/client.pem",
      .kafkaKey: "keys/client.pem",
    ]) { $1 }
    var interview = Self.interview(given, .flag, folder: "/srv/shop")
    #expect(interview.next() == .done)
    #expect(interview.problems.isEmpty)
    #expect(interview.answers[.kafkaCA]?.value == "/srv/shop/ca.pem")
    #expect(interview.answers[.kafkaCertificate]?.value == "/etc/client.pem")
    #expect(interview.answers[.kafkaKey]?.value == "/srv/shop/keys/client.pem")
  }

  @Test(
    "takes a choice in any case of its letters",
    arguments: [(InitQuestion.kafkaProtocol, "sasl_ssl", "SASL_SSL"), (.hologresSSLMode, "Prefer", "prefer")])
  func choices(_ question: InitQuestion, _ typed: String, _ expected: String) {
    var given = Self.enough.merging([
      .kafkaServers: "kafka:9093", .kafkaProtocol: "SASL_PLAINTEXT", .kafkaMechanism: "PLAIN", .kafkaUsername: "u",
      .kafkaPassword: "p", .hologresEndpoint: "h:80", .hologresDatabase: "d", .hologresUsername: "u",
      .hologresPassword: "p",
    ]) { $1 }
    given[question] = typed
    var interview = Self.interview(given)
    #expect(interview.next() == .done)
    #expect(interview.problems.isEmpty, "\(interview.problems)")
    #expect(interview.answers[question]?.value == expected)
  }

  @Test("clears a former answer with a hyphen")
  func clears() {
    var interview = Self.interview(
      Self.enough.merging([.databaseURL: "postgresql://u:p@h/d", .kafkaServers: "kafka:9092"]) { $1 }, hasUser: true,
      connects: true)
    for part in [InitPart.alibabaCloud, .database] {
      #expect(interview.next() == .examine(part))
      interview.examined(part, isGood: true)
    }
    while case .ask = interview.next() { interview.answer("") }
    #expect(interview.next() == .examine(.kafka))
    interview.examined(.kafka, isGood: false)
    interview.reconsidered(keeps: false)
    #expect(interview.next() == .ask(.kafkaServers, former: "kafka:9092", complaint: nil))
    interview.answer(InitInterview.clearing)
    while case .ask = interview.next() { interview.answer("") }
    #expect(interview.next() == .done)
    #expect(interview.answers.environment["KAFKA_BOOTSTRAP_SERVERS"] == nil)
  }

  @Test("names everything that is missing at once, and connects to nothing")
  func missing() {
    var interview = Self.interview(connects: true)
    #expect(interview.next() == .done)
    #expect(interview.problems == [.missing(Self.required)])
  }

  @Test("names missing and malformed values together")
  func several() {
    let given = Self.enough.merging([.region: "cn hangzhou", .hologresEndpoint: "nowhere", .namespace: ""]) { $1 }
    var interview = Self.interview(given, .flag, connects: true)
    #expect(interview.next() == .done)
    #expect(
      interview.problems == [
        .malformed(SettingsError("ALIYUN_REGION", .invalidRegion("cn hangzhou"))), .missing([.namespace]),
        .malformed(SettingsError("HOLOGRES_ENDPOINT", .invalidAddress("nowhere"))),
      ])
  }

  @Test("without a user, connects to every system and collects the failures")
  func failures() {
    var interview = Self.interview(Self.enough.merging([.kafkaServers: "kafka:9092"]) { $1 }, connects: true)
    for part in [InitPart.alibabaCloud, .database, .kafka] {
      #expect(interview.next() == .examine(part))
      interview.examined(part, isGood: part == .database)
    }
    #expect(interview.next() == .done)
    #expect(interview.failures == [.alibabaCloud, .kafka])
  }

  @Test("takes lines as answers in the order of the questions")
  func lines() {
    var interview = Self.interview(
      lines: ["cn-hangzhou", "ws", "shop", "id", "key", "postgresql://u@h/d", "p w", "", "", "holo:80", "", "shop"])
    #expect(interview.next() == .done)
    #expect(interview.problems.isEmpty)
    #expect(interview.answers.environment["ALIYUN_ACCESS_KEY_SECRET"] == "key")
    #expect(interview.answers.environment["DATABASE_URL"] == "postgresql://u:p%20w@h/d")
    #expect(interview.answers.environment["HOLOGRES_DATABASE"] == "shop")
  }

  @Test("does not show a malformed line, which can be a secret")
  func secretLine() {
    var interview = Self.interview(lines: ["s3cret key"])
    #expect(interview.next() == .done)
    #expect(interview.problems.first == .malformedLine(.region, .invalidRegion("s3cret key")))
    for language in Language.allCases {
      for problem in interview.problems {
        #expect(!Failure(problem).text(Voice(language, .commands)).contains("s3cret"))
      }
    }
  }

  @Test("refuses lines that are too many, and flags without a use")
  func surplus() {
    var lines = Self.interview(Self.enough, lines: ["", "", "", "", "", "more", "more"])
    #expect(lines.next() == .done)
    #expect(lines.problems == [.surplusLines(2)])
    var flags = Self.interview(Self.enough.merging([.kafkaUsername: "u", .kafkaCA: "/ca.pem"]) { $1 }, .flag)
    #expect(flags.next() == .done)
    #expect(flags.problems == [.unused([.kafkaUsername, .kafkaCA])])
    var environment = Self.interview(Self.enough.merging([.kafkaUsername: "u"]) { $1 })
    #expect(environment.next() == .done)
    #expect(environment.problems.isEmpty)
    #expect(environment.answers.environment["KAFKA_SASL_USERNAME"] == nil)
  }

  @Test("finds what does not fit together")
  func together() {
    let given = Self.enough.merging([
      .kafkaServers: "kafka:9093", .kafkaProtocol: "SSL", .kafkaCertificate: "/c.pem",
    ]) { $1 }
    var interview = Self.interview(given)
    #expect(interview.next() == .done)
    let error = SettingsError("KAFKA_SSL_KEY_LOCATION", .missingCounterpart(of: "KAFKA_SSL_CERTIFICATE_LOCATION"))
    #expect(interview.problems == [.malformed(error)])
    var dialogue = Self.interview(
      given.merging([
        .databaseURL: "postgresql://u:p@h/d", .kafkaCA: "/ca", .kafkaHostNameCheck: "https", .jobKafkaServers: "k:1",
      ]) { $1 },
      hasUser: true)
    #expect(dialogue.next() == .ask(.kafkaKey, former: nil, complaint: .malformed(error)))
    dialogue.answer("/k.pem")
    #expect(dialogue.next() == .ask(.hologresEndpoint, former: nil, complaint: nil))
  }

  @Test("refuses a password in a connection URI that others can see", arguments: [true, false])
  func visiblePassword(_ hasUser: Bool) {
    let given = Self.enough.merging([.databaseURL: "postgresql://u:s3cret@h/d"]) { $1 }
    var flags = Self.interview(given, .flag, hasUser: hasUser)
    let step = flags.next()
    if hasUser {
      #expect(step == .ask(.databaseURL, former: nil, complaint: .visiblePassword(.databaseURL)))
      flags.answer("postgresql://u:s3cret@h/d")
      #expect(flags.next() == step)
    } else {
      #expect(flags.problems == [.visiblePassword(.databaseURL)])
    }
    var environment = Self.interview(given)
    #expect(environment.next() == .done)
    #expect(environment.problems.isEmpty)
  }

  @Test("needs no AccessKey pair if Alibaba Cloud's own tools have one")
  func defaultKeys() {
    var given = Self.enough
    given[.accessKeyID] = nil
    given[.accessKeySecret] = nil
    var interview = Self.interview(given, hasDefaultKeys: true)
    #expect(interview.next() == .done)
    #expect(interview.problems.isEmpty)
  }

  @Test("drops the STS token of the environment if another secret is typed")
  func token() {
    var given = Self.enough.merging([.securityToken: "token"]) { $1 }
    var interview = Self.interview(given)
    #expect(interview.next() == .done)
    #expect(interview.answers.environment["ALIYUN_SECURITY_TOKEN"] == "token")
    given[.accessKeySecret] = nil
    var dialogue = Self.interview(given, hasUser: true)
    _ = Self.questions(&dialogue, [.accessKeySecret: "typed"])
    #expect(dialogue.answers.environment["ALIYUN_SECURITY_TOKEN"] == nil)
  }

  @Test("ends without answers to the questions that are left when the user ends the input")
  func endOfInput() {
    var interview = Self.interview(hasUser: true)
    #expect(interview.next() == .ask(.region, former: nil, complaint: nil))
    interview.answer("cn-hangzhou")
    #expect(interview.next() == .ask(.workspaceID, former: nil, complaint: nil))
    interview.endAnswers()
    #expect(interview.next() == .done)
    #expect(interview.problems == [.missing(Array(Self.required.dropFirst()))])
    var optional = Self.interview(Self.enough, hasUser: true)
    #expect(optional.next() == .ask(.databasePassword, former: nil, complaint: nil))
    optional.endAnswers()
    #expect(optional.next() == .done)
    #expect(optional.problems.isEmpty)
  }
}
