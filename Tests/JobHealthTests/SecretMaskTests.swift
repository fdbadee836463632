import Testing

@testable import JobHealth

@Suite("Secrets in texts of outside systems")
struct SecretMaskTests {
  @Test(
    "are hidden",
    arguments: [
      ("'password' = 'hunter2 x', 'username' = 'u'", "'password' = ***, 'username' = 'u'"),
      ("properties.ssl.key.password=hunter2, x=1", "properties.ssl.key.password=***, x=1"),
      ("{\"accessKeySecret\":\"hunter2\",\"a\":1}", "{\"accessKeySecret\":***,\"a\":1}"),
      ("db.password: hunter2 failed", "db.password: *** failed"),
      ("fs.oss.accessKeyId = LTAI5tHunter2Hunter2", "fs.oss.accessKeyId = ***"),
      ("the key LTAI5tHunter2Hunter2 is disabled", "the key *** is disabled"),
      ("SecurityToken=CAISabc+/= and more", "SecurityToken=*** and more"),
      ("STS.NUhunter2hunter2 expired", "*** expired"),
      ("https://h/robot/send?access_token=hunter2&x=1", "https://h/robot/send?access_token=***&x=1"),
      ("cannot open postgresql://u:hunt@er2@h:5432/d", "cannot open postgresql://***@h:5432/d"),
      ("Authorization: Bearer hunter2, next", "Authorization: ***, next"),
      (
        "a.b.PlainLoginModule required username=\"u\" password=\"hunter2\"; rest",
        "a.b.PlainLoginModule required ***; rest"
      ),
      ("password='never closed hunter2", "password=***"),
      ("password =", "password ="),
    ])
  func hidden(_ text: String, _ expected: String) { #expect(SecretMask.mask(text) == expected) }

  @Test(
    "are not seen in other words",
    arguments: [
      "FATAL: password authentication failed for user \"flink\"", "Topic secret-orders: not found",
      "Cloud authentication failed for access id", "Unrecognized token 'abc': was expecting a value",
      "https://help.aliyun.com/a@b", "x = 1, y: 2", "", "=:=:",
    ])
  func untouched(_ text: String) { #expect(SecretMask.mask(text) == text) }

  @Test("are hidden in the message of a failure, also where it is cut")
  func failure() {
    let options = String(repeating: "'a' = 'b' ", count: 40)
    let text = "a.b.MyException: Cannot connect with password=hunter2 \(options)\n'password' = 'hunter2'"
    let message = HealthReading.Failure(text: text)?.message
    #expect(message?.hasPrefix("Cannot connect with password=*** 'a'") == true)
    #expect(message?.contains("hunter2") == false && message?.count == 300)
  }

  @Test(
    "are looked for in a text of any shape",
    arguments: ["=", ":", "'", "\"", "://@", "password='", "STS.", "LoginModule required"])
  func hostile(_ part: String) {
    let text = String(repeating: part, count: 3_000)
    #expect(SecretMask.mask(text).count <= text.count + 9_000)
  }
}
