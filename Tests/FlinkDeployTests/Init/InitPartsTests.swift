import ArgumentParser
import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("The parts of init")
struct InitPartsTests {
  @Test(
    "adds a password to a connection URI",
    arguments: [
      ("postgresql://u@h:5432/d", "p", "postgresql://u:p@h:5432/d"),
      ("postgres://u@h/d?sslmode=require", "p@/:?&#'%", "postgres://u:p%40%2F%3A%3F%26%23%27%25@h/d?sslmode=require"),
      ("postgresql://u:@h/d", "p", "postgresql://u:p@h/d"), ("postgresql://h/d", "p", "postgresql://h/d?password=p"),
      ("postgresql://?host=/run", "p", "postgresql://?host=/run&password=p"),
      ("postgresql://u@h1,h2/d", "密", "postgresql://u:%E5%AF%86@h1,h2/d"),
      ("postgresql://h/d?x=a@b", "p", "postgresql://h/d?x=a@b&password=p"),
      ("postgresql://u@h/d", "your_dog", "postgresql://u:your%5Fdog@h/d"),
    ])
  func password(_ uri: String, _ password: String, _ expected: String) throws {
    let parsed = try #require(ConnectionURI(uri))
    #expect(!parsed.hasPassword)
    #expect(parsed.adding(password: password) == expected)
    #expect(ConnectionURI(expected)?.hasPassword == true)
    #expect(try Settings(environment: ["DATABASE_URL": expected]).databaseURL == expected)
  }

  @Test(
    "finds the password of a connection URI",
    arguments: [
      ("postgresql://u:p@h/d", true), ("postgresql://h/d?password=p", true), ("postgresql://h/d?passfile=/x", true),
      ("postgresql://?service=x", true), ("postgresql://u@h/d?user=a:b", false), ("postgresql://h/d?password=", false),
      ("postgresql://u:pa/ss@h/d", true), ("postgresql://u:pa?ss@h/d", true), ("postgresql://u:12/34@h/d", true),
      ("postgresql://h/d?PASSWORD=x", true), ("postgresql://h:5432/d?x=a@b", false), ("postgresql://[::1]/d", false),
      ("postgresql://[::1]:5432/d", false), ("postgresql://h1:1,h2:2/d", false),
    ])
  func hasPassword(_ uri: String, _ expected: Bool) {
    #expect(ConnectionURI(uri)?.hasPassword == expected)
  }

  @Test("reads NAME=value lines in any order, or one answer on each line")
  func input() throws {
    let named = try InitInput("# comment\nexport PGPASSWORD='p #1'\n\nALIYUN_REGION=cn-hangzhou # region\n")
    #expect(named.named == [.databasePassword: "p #1", .region: "cn-hangzhou"])
    #expect(named.lines.isEmpty)
    let lines = try InitInput("cn-hangzhou\r\n\na=b\n")
    #expect(lines.named.isEmpty)
    #expect(lines.lines == ["cn-hangzhou", "", "a=b"])
    #expect(try InitInput("").lines.isEmpty)
  }

  @Test("refuses lines that it cannot use")
  func malformedInput() {
    #expect(throws: InitProblem.malformedInput(.lineWithoutEquals(2))) { try InitInput("PGPASSWORD=p\nsecret") }
    #expect(throws: InitProblem.unknownVariables(["FLINK_DEPLOY_ALERTS"])) {
      try InitInput("PGPASSWORD=p\nFLINK_DEPLOY_ALERTS=ops\n")
    }
  }

  @Test("has a flag for each question that is not about a secret", arguments: InitQuestion.allCases)
  func flags(_ question: InitQuestion) throws {
    #expect((question.flag == nil) == question.isSecret)
    guard let flag = question.flag else { return }
    let command = try FlinkDeployCommand.parseAsRoot(["init", "--\(flag)", "x"])
    let parsed = try #require(command as? InitCommand)
    #expect(parsed.flags.answers == [question: "x"])
  }

  @Test("has each variable among the settings", arguments: InitQuestion.allCases)
  func variables(_ question: InitQuestion) throws {
    let page = try SourceCases.text("Sources/FlinkDeploy/Documentation.docc/Settings.md")
    #expect(question == .databasePassword || page.contains("`\(question.rawValue)`"))
  }

  @Test("connects to one system at a time", arguments: InitPart.allCases)
  func examination(_ part: InitPart) {
    var answers = InitAnswers()
    for (question, value) in InitInterviewTests.enough { answers[question] = .init(value: value, source: .flag) }
    answers[.hologresEndpoint] = .init(value: "h:80", source: .flag)
    answers[.hologresDatabase] = .init(value: "d", source: .flag)
    let environment = ["HOME": "/home", "ALIBABA_CLOUD_ACCESS_KEY_ID": "i", "DATABASE_URL": "x", "PATH": "/bin"]
    let examination = InitExamination(part, answers, environment: environment)
    let keys = part == .alibabaCloud ? ["HOME"] : []
    let own = answers.variables.filter { $0.question.part == part }.map(\.question.rawValue)
    #expect(Set(examination.environment.keys) == Set(own + keys))
  }

  @Test("writes a file whose settings are the answers, with headings in the language of the user")
  func file() throws {
    var answers = InitAnswers()
    for (question, value) in InitInterviewTests.enough { answers[question] = .init(value: value, source: .flag) }
    answers[.databasePassword] = .init(value: "it's \"p\" #1", source: .typed)
    let text = answers.fileText(Voice(.chinese, .commands))
    #expect(text.contains("\n# 阿里云\nALIYUN_REGION=cn-hangzhou\n"))
    let values = try DotEnv.parse(text)
    #expect(values == answers.environment)
    #expect(try Settings(environment: [:], dotEnv: values).databaseURL == "postgresql://u:it%27s%20%22p%22%20%231@h/d")
  }

  @Test("writes what it does not ask for under a heading of its own")
  func others() throws {
    let former = FormerSettings("FLINK_DEPLOY_READ_ONLY=true\nALIYUN_REGION=cn-beijing\nFLINK_ENGINE_VERSION='a b'\n")
    #expect(former.answers == [.region: "cn-beijing"])
    var answers = InitAnswers()
    answers[.region] = .init(value: "cn-hangzhou", source: .flag)
    let text = answers.fileText(keeping: former.others, Voice(.english, .commands))
    #expect(text.hasSuffix("\n# Other settings\nFLINK_DEPLOY_READ_ONLY=true\nFLINK_ENGINE_VERSION='a b'\n"), "\(text)")
    #expect(try DotEnv.parse(text)["ALIYUN_REGION"] == "cn-hangzhou")
    #expect(FormerSettings("not a line") == .none)
  }

  @Test(
    "takes a pair of Alibaba Cloud's own variables, because clients do not pass it on",
    arguments: [
      (["ALIBABA_CLOUD_ACCESS_KEY_ID": "i", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s"], ["i", "s", nil]),
      (
        [
          "ALIBABA_CLOUD_ACCESS_KEY_ID": "i", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s",
          "ALIBABA_CLOUD_SECURITY_TOKEN": "t", "ALIYUN_ACCESS_KEY_ID": "",
        ], ["i", "s", "t"]
      ),
      (["ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s", "ALIYUN_ACCESS_KEY_ID": "own"], ["own", nil, nil]),
    ])
  func keys(_ variables: [String: String], _ expected: [String?]) {
    let environment = InitEnvironment(variables)
    let questions: [InitQuestion] = [.accessKeyID, .accessKeySecret, .securityToken]
    #expect(questions.map { environment.answers[$0] } == expected)
    #expect(!environment.hasDefaultKeys)
  }

  @Test("warns of a credential of the environment whose address only the file has")
  func mixedSources() {
    var answers = InitAnswers()
    answers[.kafkaServers] = .init(value: "kafka:9093", source: .flag)
    answers[.kafkaProtocol] = .init(value: "SASL_SSL", source: .flag)
    answers[.kafkaMechanism] = .init(value: "PLAIN", source: .flag)
    answers[.kafkaPassword] = .init(value: "p", source: .environment)
    #expect(answers.mixedSources([:]).isEmpty)
    #expect(answers.mixedSources(["KAFKA_SASL_PASSWORD": "p"]).map(\.credential) == ["KAFKA_SASL_PASSWORD"])
  }

  @Test("configures clients with absolute paths and without a secret")
  func block() {
    let block = InitClientBlock(program: "/opt/flink-deploy", file: "/srv/.env").json
    let server = block["mcpServers"]?["flink-deploy"]
    #expect(server?["command"] == "/opt/flink-deploy")
    #expect(server?["args"] == ["serve"])
    #expect(server?["env"] == ["FLINK_DEPLOY_ENV_FILE": "/srv/.env"])
  }
}
