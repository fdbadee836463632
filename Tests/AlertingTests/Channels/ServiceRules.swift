import JSONCoding

@testable import Alerting

/// What a service checks before it takes a message, written from its documentation.
///
/// The checks read the bytes that arrived. They share HMAC and Base64 with what makes the requests, and nothing else.
struct ServiceRules: Sendable {
  /// The token or the path by which each service knows its channel.
  static let token = "t0kent0kent0kent0kent0ken"
  private static let hour = 3_600_000

  /// The service.
  let kind: ChannelKind
  /// The secret that the service has.
  let secret: String
  /// The clock of the service, in milliseconds since 1970.
  var now = ChannelExample.now

  /// The address of the channel at a port of this machine, as the service would give it out.
  func address(_ port: Int) -> String {
    let path =
      switch kind {
      case .dingtalk: "/robot/send?access_token=\(Self.token)"
      case .feishu: "/open-apis/bot/v2/hook/\(Self.token)"
      case .wecom: "/cgi-bin/webhook/send?key=\(Self.token)"
      case .slack: "/services/T00000000/B00000000/\(Self.token)"
      case .alertmanager: "/"
      case .webhook: "/in"
      }
    return "http://127.0.0.1:\(port)\(path)"
  }

  /// The answer of the service.
  func answer(to request: Receiver.Request) -> Receiver.Answer {
    let body = (try? JSON.parse(request.body)) ?? .null
    return switch kind {
    case .dingtalk: dingTalk(request, body)
    case .feishu: feishu(request, body)
    case .wecom: weCom(request, body)
    case .slack: slack(request, body)
    case .alertmanager: alertmanager(request, body)
    case .webhook: webhook(request, body)
    }
  }

  // MARK: Robots, which answer with the HTTP status 200

  private func dingTalk(_ request: Receiver.Request, _ body: JSON) -> Receiver.Answer {
    let parameters = Self.parameters(of: request.target)
    let time = parameters["timestamp"] ?? ""
    let sign = Signature.base64(key: secret.utf8, message: "\(time)\n\(secret)".utf8)
    guard request.target.hasPrefix("/robot/send?"), parameters["access_token"] == Self.token else {
      return .init(body: #"{"errcode":300001,"errmsg":"token is not exist"}"#)
    }
    guard let milliseconds = Int(time), abs(now - milliseconds) <= Self.hour, parameters["sign"] == sign else {
      return .init(body: #"{"errcode":310000,"errmsg":"sign not match"}"#)
    }
    guard body["msgtype"] == "text", Self.isText(body["text"]?["content"]), request.body.count <= 20_000 else {
      return .init(body: #"{"errcode":460101,"errmsg":"message too long"}"#)
    }
    return .init(body: #"{"errcode":0,"errmsg":"ok"}"#)
  }

  private func feishu(_ request: Receiver.Request, _ body: JSON) -> Receiver.Answer {
    let time = body["timestamp"]?.string ?? ""
    let sign = Signature.base64(key: "\(time)\n\(secret)".utf8, message: [])
    guard request.target == "/open-apis/bot/v2/hook/\(Self.token)", body["msg_type"] == "text",
      Self.isText(body["content"]?["text"]), request.body.count <= 20 * 1024
    else { return .init(status: 400, body: #"{"code":9499,"msg":"Bad Request"}"#) }
    guard let seconds = Int(time), abs(now - seconds * 1000) <= Self.hour, body["sign"]?.string == sign else {
      return .init(body: #"{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}"#)
    }
    return .init(body: #"{"code":0,"msg":"success","data":{}}"#)
  }

  private func weCom(_ request: Receiver.Request, _ body: JSON) -> Receiver.Answer {
    guard request.target == "/cgi-bin/webhook/send?key=\(Self.token)" else {
      return .init(body: #"{"errcode":93000,"errmsg":"invalid webhook url"}"#)
    }
    let content = body["text"]?["content"]
    guard body["msgtype"] == "text", Self.isText(content), content?.string?.utf8.count ?? 0 <= 2048 else {
      return .init(body: #"{"errcode":40058,"errmsg":"content exceed max length"}"#)
    }
    return .init(body: #"{"errcode":0,"errmsg":"ok"}"#)
  }

  // MARK: Services that answer with an HTTP status

  private func slack(_ request: Receiver.Request, _ body: JSON) -> Receiver.Answer {
    guard request.target == "/services/T00000000/B00000000/\(Self.token)" else {
      return .init(status: 404, body: "no_service")
    }
    let blocks = body["blocks"]?.array ?? []
    let areValid = blocks.allSatisfy { block in
      block["type"] == "section" && Self.isText(block["text"]?["text"], most: 3_000)
    }
    guard Self.isText(body["text"], most: 40_000), blocks.count <= 50, areValid else {
      return .init(status: 400, body: "invalid_payload")
    }
    return .init(body: "ok")
  }

  private func alertmanager(_ request: Receiver.Request, _ body: JSON) -> Receiver.Answer {
    guard request.target == "/api/v2/alerts" else { return .init(status: 404) }
    guard request.headers["authorization"] == "Bearer \(secret)" else { return .init(status: 401) }
    let alerts = body.array ?? []
    let areValid = alerts.allSatisfy { alert in
      let labels = alert["labels"]?.object?.members.map(\.value) ?? []
      guard let start = alert["startsAt"]?.string, let end = alert["endsAt"]?.string else { return false }
      // Times in UTC of one form are in the order of their texts.
      return Self.isText(alert["labels"]?["alertname"]) && labels.allSatisfy { Self.isText($0) } && start <= end
    }
    return .init(status: alerts.isEmpty || !areValid ? 400 : 200)
  }

  private func webhook(_ request: Receiver.Request, _ body: JSON) -> Receiver.Answer {
    let id = request.headers["webhook-id"] ?? ""
    let time = request.headers["webhook-timestamp"] ?? ""
    let signed = Array("\(id).\(time).".utf8) + request.body
    // The example secret is the text "key4711" in Base64.
    let signature = "v1,\(Signature.base64(key: "key4711".utf8, message: signed))"
    guard secret == "whsec_a2V5NDcxMQ==", let seconds = Int(time), abs(now - seconds * 1000) <= 300_000,
      request.headers["webhook-signature"]?.split(separator: " ").contains(Substring(signature)) == true
    else { return .init(status: 401) }
    let required = ["specversion", "id", "source", "type"].map { body[$0] }
    guard request.headers["content-type"] == "application/cloudevents+json", body["specversion"] == "1.0",
      required.allSatisfy({ Self.isText($0) }), body["id"]?.string == id
    else { return .init(status: 400) }
    return .init(status: 204)
  }

  // MARK: Parts

  /// Whether a value is text, with so many characters at most.
  private static func isText(_ value: JSON?, most: Int = .max) -> Bool {
    value?.string.map { !$0.isEmpty && $0.count <= most } ?? false
  }

  /// The decoded parameters of a target.
  private static func parameters(of target: String) -> [String: String] {
    let query = target.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    let pairs = query.split(separator: "&").map { pair -> (String, String) in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? String(parts[1]) : ""
      return (String(parts[0]), value.percentDecoded ?? value)
    }
    return Dictionary(pairs) { $1 }
  }
}
