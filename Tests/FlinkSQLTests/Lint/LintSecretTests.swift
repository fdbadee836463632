import FlinkSQL
import Testing

@Suite("The lint of secrets in given SQL")
struct LintSecretTests {
  private static func jaas(_ options: String) -> String {
    LintScripts.source(
      "id INT", ",'scan.startup.mode'='latest-offset','properties.sasl.jaas.config'='x.Module required \(options);'")
  }

  private static func option(_ option: String) -> String { LintScripts.sink("a INT", ",\(option)") }

  @Test(
    "refuses a literal secret without repeating it",
    arguments: [
      LintScripts.sink().replacing("${secret_values.p}", with: "hunter2!"),
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
    let errors = LintScripts.findings(sql).filter { $0.severity == .error }
    #expect(errors.contains { $0.replacement?.contains("${secret_values.NAME}") == true }, "\(errors)")
    #expect(!errors.contains { "\($0)".contains("hunter2") })
  }

  @Test(
    "refuses one in a comment, which is deployed too",
    arguments: [
      "-- old: 'password' = 'hunter2'\n", "// don't: 'password'='hunter2'\n", "/* \"password\" = \"hunter2\" */",
      "/* 'properties.sasl.jaas.config' = 'x required password=\"hunter2\";' */", "-- LTAIhunter2aaaaaaaa\n",
      "SELECT * FROM t /*+ OPTIONS('password'='hunter2!') */;", "-- password=hunter2\n", "/* jdbc://u:hunter2@h */",
    ])
  func commented(_ comment: String) {
    let errors = LintScripts.findings(comment + "SELECT 1").filter { $0.severity == .error }
    #expect(errors.map(\.replacement) == [nil])
    #expect(!errors.contains { "\($0)".contains("hunter2") })
  }

  @Test(
    "leaves alone what is no literal secret",
    arguments: [
      jaas("username=\"u\" password=\"${secret_values.p}\""), jaas("password=\"\""),
      jaas("password=${secret_values.p}"),
      jaas("password=\\\"${secret_values.p}\\\""), option("'sink.parallelism'='2'"),
      LintScripts.sink().replacing("${secret_values.p}", with: "${p}"),
      "SET 'security.fetch.delegation-token' = 'true';", "-- don't use password = x\nSELECT 1",
      "CREATE TEMPORARY TABLE j WITH ('connector'='jdbc','url'='jdbc:mysql://h:1/d?user=u&password=${secret_values.p}')",
      "CREATE TEMPORARY TABLE j WITH ('connector'='jdbc','url'='postgresql://u:${secret_values.p}@h:1/d')",
      "CREATE TEMPORARY TABLE j WITH ('connector'='x','avro-confluent.basic-auth.user-info'='u:${secret_values.p}')",
      LintScripts.source().replacing("'topic'='t'", with: "'topic'='VOLTAIREPHILOSOPHY'"),
      "CREATE CATALOG h WITH ('type'='hologres','password'='${secret_values.p}')",
      "-- password=${secret_values.p}\nSELECT 1",
      "SELECT 1 // it's 'password'", "-- 'password' = ''\nSELECT 1",
      "-- 'password' = '<password>', 'token' = '***'\nSELECT 1",
    ])
  func accepted(_ sql: String) {
    #expect(LintScripts.findings(sql).isEmpty, "\(LintScripts.findings(sql))")
  }

  @Test("wants secrets in temporary tables only")
  func misplaced() {
    let sql = LintScripts.sink().replacing("TEMPORARY ", with: "")
    #expect(LintScripts.findings(sql).contains { $0.replacement == "CREATE TEMPORARY TABLE" })
  }

  @Test("wants the platform's own login modules", arguments: ["plain.PlainLoginModule", "scram.ScramLoginModule"])
  func loginModules(_ name: String) {
    let module = "org.apache.kafka.common.security.\(name)"
    func found(_ module: String) -> [SQLFinding] {
      let jaas = "\(module) required password=\"${secret_values.p}\";"
      return LintScripts.findings(
        LintScripts.source(
          "id INT", ",'scan.startup.mode'='latest-offset','properties.sasl.jaas.config'='\(jaas)'"))
    }
    #expect(found(module).map(\.replacement) == ["org.apache.flink.kafka.shaded.\(module)"])
    #expect(found("org.apache.flink.kafka.shaded.\(module)").isEmpty)
  }
}
