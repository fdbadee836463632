import SQLLint
import Testing

@Suite("The secrets that SQL refers to")
struct SecretNameTests {
  @Test(
    "are found in options, hints and elsewhere, each once",
    arguments: [
      (
        "WITH ('password' = '${secret_values.a}', 'x' = '${secret_values.b}', 'y' = '${secret_values.a}')",
        ["a", "b"]
      ),
      (
        "WITH ('jaas' = 'username=\"${secret_values.kafka_user}\" password=\"${secret_values.kafka-2.x}\";')",
        ["kafka_user", "kafka-2.x"]
      ),
      ("SELECT * FROM t /*+ OPTIONS('password' = '${secret_values.hint}') */", ["hint"]),
      ("'it''s ${secret_values.quoted}'", ["quoted"]),
      ("SELECT ${secret_values.bare} FROM `${secret_values.name}`", ["bare", "name"]),
      ("'${secret_values.密码}'", ["密码"]),
    ])
  func found(_ sql: String, _ names: [String]) {
    #expect(SQLLint.secretNames(in: sql) == names)
  }

  @Test(
    "are not what only looks like them",
    arguments: [
      "", "-- '${secret_values.a}'", "/* '${secret_values.a}' */ SELECT 1",
      "SELECT 1 // ${secret_values.a}",
      "'${a}'", "'${secret_values.}'", "'${secret_values.a'", "'${secret_values.a:-b}'",
      "'${secret_values}'",
      "'${SECRET_VALUES.a}'", "'$secret_values.a'", "'${secret_values.a b}'", "'${secret_values.",
    ])
  func none(_ sql: String) {
    #expect(SQLLint.secretNames(in: sql) == [])
  }
}
