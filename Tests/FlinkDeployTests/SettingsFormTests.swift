import Testing

@testable import FlinkDeploy

@Suite("The form of settings")
struct SettingsFormTests {
  @Test(
    "refuses a placeholder that a template left",
    arguments: [
      ("HOLOGRES_PASSWORD", "${user_config.password}"), ("HOLOGRES_PASSWORD", "{{password}}"),
      ("HOLOGRES_PASSWORD", "%HOLOGRES_PASSWORD%"), ("HOLOGRES_PASSWORD", "<password>"),
      ("HOLOGRES_PASSWORD", "your_password"), ("KAFKA_SASL_PASSWORD", "${}"),
      ("ALIYUN_FLINK_NAMESPACE", "<namespace>"), ("ALIYUN_FLINK_WORKSPACE_ID", "YOUR_WORKSPACE_ID"),
      ("HOLOGRES_ENDPOINT", "your-instance.hologres.aliyuncs.com:80"), ("KAFKA_BOOTSTRAP_SERVERS", "${HOST}:9092"),
      ("DATABASE_URL", "postgresql://user:${PASSWORD}@h/d"), ("DATABASE_URL", "postgresql://user:<password>@h/d"),
      ("DATABASE_URL", "postgresql://your_user:x@h/d"), ("DATABASE_URL", "postgresql://u:%DB_PASSWORD%@h/d"),
      ("ALIYUN_ENDPOINT", "https://{{endpoint}}"), ("FLINK_DEPLOY_CONFIRM", "${CONFIRM}"),
    ])
  func placeholders(_ name: String, _ value: String) {
    let error = #expect(throws: SettingsError.self) { try Settings(environment: [name: value]) }
    #expect(error == SettingsError(name, .placeholder))
    #expect(error?.description.contains(value) == false)
  }

  @Test(
    "accepts what only looks like a placeholder",
    arguments: [
      ("HOLOGRES_PASSWORD", "a<b>c"), ("HOLOGRES_PASSWORD", "$x{y}"), ("HOLOGRES_PASSWORD", "100%sure%!"),
      ("HOLOGRES_PASSWORD", "yourself"), ("ALIYUN_FLINK_NAMESPACE", "not-your-namespace"),
      ("DATABASE_URL", "postgresql://u:%41%42%43@h/d"), ("DATABASE_URL", "postgresql://u:p%3Cx%3E@h/d"),
    ])
  func lookalikes(_ name: String, _ value: String) throws {
    #expect(try Settings(environment: [name: value]).environment[name] == value)
  }

  @Test(
    "refuses blanks and line ends around a value",
    arguments: ["HOLOGRES_PASSWORD", "ALIYUN_FLINK_NAMESPACE", "DATABASE_URL"],
    [" x", "x ", "x\n", "\tx", "x\r\n", "x\u{a0}"])
  func outerBlanks(_ name: String, _ value: String) {
    let error = #expect(throws: SettingsError.self) { try Settings(environment: [name: value]) }
    #expect(error == SettingsError(name, .outerBlanks))
  }

  @Test("splits files at LF and CRLF only, and skips a byte order mark")
  func lines() throws {
    let odd = "a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f\rg"
    #expect("\u{feff}\(odd)\r\nsecond\n\n".fileLines == [odd[...], "second", "", ""])
    #expect(try DotEnv.parse("\u{feff}A=1\r\nB='x\u{2028}y'\n") == ["A": "1", "B": "x\u{2028}y"])
  }
}
