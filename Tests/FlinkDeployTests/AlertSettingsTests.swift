import Alerting
import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("Settings of the channels of alerts")
struct AlertSettingsTests {
  private static let token = "https://oapi.dingtalk.com/robot/send?access_token=t0ken4711"
  private static let channels = [
    "FLINK_DEPLOY_ALERTS": "ops, Night_1,chat",
    "FLINK_DEPLOY_ALERT_OPS_URL": token, "FLINK_DEPLOY_ALERT_OPS_SECRET": "SECabc4711",
    "FLINK_DEPLOY_ALERT_NIGHT_1_URL": "693a-4711", "FLINK_DEPLOY_ALERT_NIGHT_1_KIND": "wecom",
    "FLINK_DEPLOY_ALERT_NIGHT_1_SEVERITY": "critical",
    "FLINK_DEPLOY_ALERT_CHAT_URL": "http://127.0.0.1:8080/in", "FLINK_DEPLOY_ALERT_CHAT_KIND": "slack",
  ]

  @Test("are read for each name, in any case and in the order of the list")
  func names() throws {
    let channels = try Settings(environment: Self.channels).alertChannels
    #expect(channels.map(\.name) == ["ops", "night_1", "chat"])
    #expect(channels.map(\.kind) == [.dingtalk, .wecom, .slack])
    #expect(channels.map(\.severity) == [.warning, .critical, .warning])
  }

  @Test("are not read without the list, and an empty list has no channels", arguments: [nil, ""])
  func noChannels(_ list: String?) throws {
    var environment = Self.channels
    environment["FLINK_DEPLOY_ALERTS"] = list
    environment["FLINK_DEPLOY_ALERT_OPS_URL"] = "nonsense"
    #expect(try Settings(environment: environment).alertChannels.isEmpty)
  }

  private static let url = "FLINK_DEPLOY_ALERT_OPS_URL"
  private static let kind = "FLINK_DEPLOY_ALERT_OPS_KIND"
  private static let secret = "FLINK_DEPLOY_ALERT_OPS_SECRET"
  private static let kinds = ["dingtalk", "feishu", "wecom", "slack", "webhook", "alertmanager"]

  private static let malformed: [(changes: [String: String], error: SettingsError)] = [
    (["FLINK_DEPLOY_ALERTS": "ops,"], SettingsError("FLINK_DEPLOY_ALERTS", .invalidChannelName(place: 2))),
    (["FLINK_DEPLOY_ALERTS": token], SettingsError("FLINK_DEPLOY_ALERTS", .invalidChannelName(place: 1))),
    (["FLINK_DEPLOY_ALERTS": "ops,o ps"], SettingsError("FLINK_DEPLOY_ALERTS", .invalidChannelName(place: 2))),
    (["FLINK_DEPLOY_ALERTS": "ops,告警"], SettingsError("FLINK_DEPLOY_ALERTS", .invalidChannelName(place: 2))),
    (["FLINK_DEPLOY_ALERTS": "ops,OPS"], SettingsError("FLINK_DEPLOY_ALERTS", .repeatedChannel("ops"))),
    (
      ["FLINK_DEPLOY_ALERTS": "ops,mail"],
      SettingsError("FLINK_DEPLOY_ALERT_MAIL_URL", .missingChannelURL(channel: "mail"))
    ),
    ([url: ""], SettingsError(url, .missingChannelURL(channel: "ops"))),
    ([url: "t0ken4711"], SettingsError(kind, .unknownChannelKind(url: url, choices: kinds))),
    ([url: "t0ken4711", kind: "lark"], SettingsError(kind, .invalidChoice("lark", choices: kinds))),
    ([url: "t0ken4711", kind: "webhook"], SettingsError(url, .invalidChannelURL)),
    ([url: "https://t0ken4711:x/"], SettingsError(url, .invalidChannelURL)),
    ([url: "http://example.com/t0ken4711"], SettingsError(url, .unencryptedChannelURL)),
    ([url: "https://example.com/t0ken4711/${TOKEN}"], SettingsError(url, .placeholder)),
    ([url: " https://example.com/t0ken4711"], SettingsError(url, .outerBlanks)),
    ([url: "https://example.com/", secret: "whsec_SECabc4711!"], SettingsError(secret, .invalidChannelSecret)),
    ([secret: "SECabc4711\u{1}"], SettingsError(secret, .invalidChannelSecret)),
    ([secret: "${SECRET}"], SettingsError(secret, .placeholder)),
    (
      ["FLINK_DEPLOY_ALERT_OPS_SEVERITY": "info"],
      SettingsError("FLINK_DEPLOY_ALERT_OPS_SEVERITY", .invalidChoice("info", choices: ["warning", "critical"]))
    ),
  ]

  @Test("are refused with the variable and without its value if they are malformed", arguments: malformed)
  func refusal(_ changes: [String: String], _ expected: SettingsError) {
    var environment = ["FLINK_DEPLOY_ALERTS": "ops", Self.url: Self.token, Self.secret: "SECabc4711"]
    environment.merge(changes) { $1 }
    let error = #expect(throws: SettingsError.self) { try Settings(environment: environment) }
    #expect(error == expected)
    for language in Language.allCases {
      let text = error.map { Failure($0).text(Voice(language, .commands)) } ?? ""
      #expect(text.contains(expected.variable))
      for credential in ["t0ken4711", "SECabc4711"] { #expect(!text.contains(credential), "\(text)") }
    }
  }

  @Test("are secrets, also those of a channel that is not in the list")
  func secrets() throws {
    var environment = Self.channels
    environment["FLINK_DEPLOY_ALERT_OLD_URL"] = "https://example.com/old4711"
    environment["FLINK_DEPLOY_ALERT_OLD_SECRET"] = "oldSecret4711"
    let secrets = try Settings(environment: environment).secrets
    for secret in [
      Self.token, "t0ken4711", "SECabc4711", "693a-4711", "https://example.com/old4711", "oldSecret4711",
    ] {
      #expect(secrets.contains(secret), "\(secret)")
    }
    for word in ["wecom", "critical", "ops, Night_1,chat"] { #expect(!secrets.contains(word)) }
  }

  @Test("are refused as a part of SQL", arguments: ["t0ken4711", token, "SECabc4711"])
  func literal(_ secret: String) throws {
    let settings = try Settings(environment: Self.channels)
    let arguments = try GenerateAndDeployArguments([
      "topic": "t", "hologres_table": "t", "sql": .string("SELECT 1;\n-- '\(secret)'"),
    ])
    let failure = #expect(throws: Failure.self) {
      try LiteralSecrets.refuse(in: arguments, secrets: settings.secrets)
    }
    #expect(failure?.problem as? PlanProblem == .literalSecret(.sql(line: 2)))
  }

  private static let address = [url: token]
  private static let credential = [secret: "SECabc4711"]
  private static let list = ["FLINK_DEPLOY_ALERTS": "ops"]

  @Test("are not used if URL and secret are from different places")
  func sources() throws {
    func mixed(_ environment: [String: String], _ file: [String: String]) throws -> MixedSources? {
      try Settings(environment: environment, dotEnv: file).mixedSources(.alertChannel("ops"))
    }
    let both = Self.address.merging(Self.credential) { $1 }
    #expect(try mixed(both.merging(Self.list) { $1 }, [:]) == nil)
    #expect(try mixed(both, Self.list) == nil)
    #expect(try mixed([:], both.merging(Self.list) { $1 }) == nil)
    #expect(try mixed(Self.list, Self.address) == nil)
    let stolen = MixedSources(address: Self.url, credential: Self.secret, isAddressFromDotEnv: true)
    #expect(try mixed(Self.credential, Self.address.merging(Self.list) { $1 }) == stolen)
    let reverse = MixedSources(address: Self.url, credential: Self.secret, isAddressFromDotEnv: false)
    #expect(try mixed(Self.address.merging(Self.list) { $1 }, Self.credential) == reverse)
    let trust = Self.credential.merging([Settings.trustVariable: "true"]) { $1 }
    #expect(try mixed(trust, Self.address.merging(Self.list) { $1 }) == nil)
  }

  @Test("from different places fail with both names and neither value")
  func failure() throws {
    let settings = try Settings(environment: Self.credential, dotEnv: Self.address.merging(Self.list) { $1 })
    let failure = #expect(throws: Failure.self) { try settings.checkSources(.alertChannel("ops")) }
    let text = failure?.text(Voice(.english, .commands)) ?? ""
    #expect(text.contains(Self.url) && text.contains(Self.secret))
    #expect(!text.contains("t0ken4711") && !text.contains("SECabc4711"))
  }
}
