import Notices
import SQLLint
import Testing

@Suite("Literal secrets in SQL")
struct SecretTests {
  private static func jaas(_ options: String) -> String {
    Scripts.source(
      "id INT", ",'scan.startup.mode'='latest-offset','properties.sasl.jaas.config'='x.Module required \(options);'")
  }

  private static func option(_ option: String) -> String { Scripts.sink("a INT", ",\(option)") }

  @Test(
    "A literal secret is an error that does not repeat it",
    arguments: [
      Scripts.sink().replacing("${secret_values.p}", with: "hunter2!"),
      jaas("username=\"u\" password=\"hunter2!\""), jaas("password = \"hunter2\""), jaas("password=\"#hunter2\""),
      jaas("password=\"$hunter2\""), jaas("password=\"!hunter2\""), jaas("clientId=\"c\" clientSecret=\"hunter2\""),
      jaas("password=\\\"hunter2\\\""), jaas("password=hunter2"), jaas("password=\"x${secret_values.p}hunter2\""),
      "SET 'some.secret' = 'hunter2!';", "SET some_secret = 'hunter2!';", "SET 's3.secret-key' = 'hunter2';",
      "SET 's3.access-key' = 'hunter2';", "ALTER TABLE t SET (token = 'hunter2!')",
      option("'properties.ssl.key.password'='hunter2!'"), option("`password`='hunter2!'"),
      option("password='hunter2!'"), option("'password'=\"hunter2\""), option("'PWD'='hunter2'"),
      option("'passwd'='hunter2'"), option("'avro-confluent.basic-auth.user-info'='u:hunter2'"),
      option("'properties.ssl.keystore.key'='-----BEGIN PRIVATE KEY-----hunter2'"),
      option("'url'='jdbc:mysql://h/db?user=root&password=hunter2'"), option("'url'='jdbc:sqlserver://h;pwd=hunter2'"),
      option("'uri'='mongodb://u:hunter2@h:1,i:2/d'"),
      option("'hosts'='http://h:1;http://u:hunter2@i:2'"), option("'nodes'='http://h:1,http://u:hunter2@i:2'"),
      option("'c'='AccountName=a;AccountKey=hunter2'"), option("'rabbitmq.pass'='hunter2'"),
      option("'encrypt-key'='hunter2'"), option("'password'=U&'hunter\\0032'"),
      option("'password'=N'hunter2'"), option("'password'='hunter2${secret_values.p}'"),
      option("'password'='${p:-hunter2}'"), option("'password'='${hunter2'"),
      "// don't\n" + option("'password'='hunter2'"), "/* ' */" + option("'password'='hunter2'"),
    ])
  func literal(_ sql: String) {
    let errors = Scripts.findings(sql).filter { $0.severity == .error }
    #expect(errors.allSatisfy { $0.problem.code == "literal_secret" })
    #expect(errors.contains { $0.replacement?.contains("${secret_values.NAME}") == true }, "\(errors)")
    #expect(!errors.contains { "\($0)".contains("hunter2") })
  }

  @Test(
    "A literal secret in a comment is an error too, since comments are deployed",
    arguments: [
      "-- old: 'password' = 'hunter2'\n", "// don't: 'password'='hunter2'\n", "/* \"password\" = \"hunter2\" */",
      "/* 'properties.sasl.jaas.config' = 'x required password=\"hunter2\";' */", "-- LTAIhunter2aaaaaaaa\n",
      "SELECT * FROM t /*+ OPTIONS('password'='hunter2!') */;", "-- password=hunter2\n", "/* jdbc://u:hunter2@h */",
    ])
  func commented(_ comment: String) {
    let errors = Scripts.findings(comment + "SELECT 1").filter { $0.severity == .error }
    #expect(errors.map(\.problem.code) == ["literal_secret"])
    #expect(errors.map(\.replacement) == [nil])
    #expect(!errors.contains { "\($0)".contains("hunter2") })
  }

  @Test(
    "The error says where the secret is",
    arguments: [
      (option("'token'='hunter2'"), SQLProblem.SecretPlace.value(option: "token")),
      (option("'url'='jdbc:mysql://h/db?password=hunter2'"), .inValue(option: "url")),
      ("-- 'password' = 'hunter2'\nSELECT 1", .comment(option: "password")),
      ("-- password=hunter2\nSELECT 1", .comment(option: nil)),
      ("SELECT * FROM t /*+ OPTIONS('password'='hunter2') */", .hint(option: "password")),
      (option("'note'='LTAI5tHunterHunter'"), .accessKey(isComment: false)),
      ("-- LTAI5tHunterHunter\nSELECT 1", .accessKey(isComment: true)),
    ])
  func places(_ sql: String, _ place: SQLProblem.SecretPlace) {
    #expect(Scripts.findings(sql).map(\.problem) == [.literalSecret(place)])
  }

  @Test(
    "References, switches and blanks to fill in are not secrets",
    arguments: [
      jaas("username=\"u\" password=\"${secret_values.p}\""), jaas("password=\"\""),
      jaas("password=${secret_values.p}"),
      jaas("password=\\\"${secret_values.p}\\\""), option("'sink.parallelism'='2'"),
      Scripts.sink().replacing("${secret_values.p}", with: "${p}"),
      "SET 'security.fetch.delegation-token' = 'true';", "-- don't use password = x\nSELECT 1",
      "CREATE TEMPORARY TABLE j WITH ('connector'='jdbc','url'='jdbc:mysql://h:1/d?user=u&password=${secret_values.p}')",
      "CREATE TEMPORARY TABLE j WITH ('connector'='jdbc','url'='postgresql://u:${secret_values.p}@h:1/d')",
      "CREATE TEMPORARY TABLE j WITH ('connector'='x','avro-confluent.basic-auth.user-info'='u:${secret_values.p}')",
      Scripts.source().replacing("'topic'='t'", with: "'topic'='VOLTAIREPHILOSOPHY'"),
      "CREATE CATALOG h WITH ('type'='hologres','password'='${secret_values.p}')",
      "-- password=${secret_values.p}\nSELECT 1", "SELECT 1 // it's 'password'", "-- 'password' = ''\nSELECT 1",
      "-- 'password' = '<password>', 'token' = '***'\nSELECT 1", Scripts.script("SELECT 1 FROM k WHERE token = 'x'"),
    ])
  func accepted(_ sql: String) { #expect(Scripts.findings(sql).isEmpty, "\(Scripts.findings(sql))") }

  @Test("References are replaced in temporary tables only")
  func misplaced() {
    let findings = Scripts.findings(Scripts.sink().replacing("TEMPORARY ", with: ""))
    #expect(findings.map(\.problem) == [.secretNotReplaced])
    #expect(findings.map(\.replacement) == ["CREATE TEMPORARY TABLE"])
    #expect(findings.map(\.severity) == [.warning])
  }
}
