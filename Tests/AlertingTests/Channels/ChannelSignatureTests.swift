import HTTPTransport
import JSONCoding
import Testing

@testable import Alerting

/// The published vectors of each signature, byte by byte.
@Suite("Signatures of messages")
struct ChannelSignatureTests {
  @Test("of DingTalk stand in the URL, after the token")
  func dingTalk() throws {
    let secret = "SECflinkdeploy0123456789"
    let signature = DingTalkRobot.signature(secret: secret, milliseconds: 1_700_000_000_000)
    #expect(signature == "BUn2YMfACw2gELiD8Oqmbht6lAxLvg54PWD4t4YJoQM=")
    let request = try ChannelExample.request(.dingtalk, secret: secret)
    let token = "https://oapi.dingtalk.com/robot/send?access_token=t0kent0kent0kent0kent0ken"
    #expect(
      request.url == "\(token)&timestamp=1700000000000&sign=BUn2YMfACw2gELiD8Oqmbht6lAxLvg54PWD4t4YJoQM%3D")
    #expect(try ChannelExample.request(.dingtalk).url == token)
  }

  @Test("of DingTalk replace those in a URL that was copied with them")
  func staleSignature() throws {
    let url = "https://oapi.dingtalk.com/robot/send?timestamp=1&access_token=abcdef&sign=old%3D"
    let channel = try AlertChannel(name: "ops", url: url, secret: "SECflinkdeploy0123456789")
    let request = channel.request(
      for: ChannelExample.message(), text: ChannelExample.text, at: ChannelExample.now)
    #expect(
      request.url == "https://oapi.dingtalk.com/robot/send?access_token=abcdef&timestamp=1700000000000"
        + "&sign=BUn2YMfACw2gELiD8Oqmbht6lAxLvg54PWD4t4YJoQM%3D")
  }

  @Test("of Feishu stand in the body, and have the secret in the key and not in the message")
  func feishu() throws {
    let (secret, seconds) = ("demoFeishuSecret", 1_700_000_000)
    let signature = FeishuBot.signature(secret: secret, seconds: seconds)
    #expect(signature == "2vg3HjBNqw0mZFpBn09APUCnV0tTJf8rEe3ke9gLJPw=")
    let mistake = Signature.base64(key: secret.utf8, message: "\(seconds)\n\(secret)".utf8)
    #expect(mistake == "vDwb40BsfQG3XkHRh63CFLMUrn3jweE5NkusScCc9LI=")
    #expect(signature != mistake)
    let request = try ChannelExample.request(.feishu, secret: secret)
    #expect(try request.json["timestamp"] == "1700000000")
    #expect(try request.json["sign"] == .string(signature))
    #expect(request.url == "https://open.feishu.cn/open-apis/bot/v2/hook/9f8e7d6c-hook")
    let unsigned = try ChannelExample.request(.feishu).json
    #expect(unsigned["timestamp"] == nil)
    #expect(unsigned["sign"] == nil)
  }

  @Test(
    "of Standard Webhooks are the same with and without the mark of the secret",
    arguments: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
  func standardWebhooks(_ secret: String) {
    let headers = StandardWebhooks.headers(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: Array(#"{"test": 2432232314}"#.utf8),
      key: StandardWebhooks.key(secret), seconds: 1_614_265_330)
    #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
    #expect(
      headers.map(\.value) == [
        "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      ])
  }

  @Test("of a webhook cover its ID, its time and the bytes of its body")
  func webhook() throws {
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    let request = try ChannelExample.request(.webhook, secret: secret)
    #expect(request.header("webhook-id") == ChannelExample.messageID)
    #expect(request.header("webhook-timestamp") == "1700000000")
    let signed = "\(ChannelExample.messageID).1700000000.\(request.bodyText)"
    let key = try #require(StandardWebhooks.key(secret))
    #expect(request.header("webhook-signature") == "v1,\(Signature.base64(key: key, message: signed.utf8))")
  }

  @Test("of a webhook are left out without a secret, and its ID is not")
  func unsigned() throws {
    let request = try ChannelExample.request(.webhook)
    #expect(request.header("webhook-signature") == nil)
    #expect(request.header("webhook-id") == ChannelExample.messageID)
  }

  @Test("take a secret that is not in Base64 as it is, unless it is marked as encoded")
  func keys() {
    #expect(StandardWebhooks.key("demo-secret") == Array("demo-secret".utf8))
    #expect(StandardWebhooks.key("whsec_demo-secret") == nil)
    #expect(StandardWebhooks.key("whsec_") == nil)
    #expect(StandardWebhooks.key("whsec_AQID") == [1, 2, 3])
    #expect(StandardWebhooks.key("AQI") == [1, 2])
  }
}
