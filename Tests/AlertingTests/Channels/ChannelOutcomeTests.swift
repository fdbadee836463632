import Alerting
import HTTPTransport
import Testing

/// What the answer of a receiver means for the message.
@Suite("Outcomes of deliveries")
struct ChannelOutcomeTests {
  /// The outcome without its reason.
  enum Meaning: Equatable {
    case taken, refused
    case retry(after: Duration?)

    init(_ outcome: DeliveryOutcome) {
      switch outcome {
      case .taken: self = .taken
      case .retry(_, let after): self = .retry(after: after)
      case .refused: self = .refused
      }
    }
  }

  private static func outcome(
    _ kind: ChannelKind, _ status: Int, _ body: String, headers: [String: String] = [:], at now: Int? = nil
  ) throws -> DeliveryOutcome {
    let response = HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
    return try ChannelExample.channel(kind).outcome(of: .success(response), at: now)
  }

  private static func reason(_ outcome: DeliveryOutcome) -> String? {
    switch outcome {
    case .taken: nil
    case .retry(let reason, _), .refused(let reason): reason
    }
  }

  private static let answers: [(ChannelKind, Int, String, Meaning)] = [
    (.dingtalk, 200, #"{"errcode":0,"errmsg":"ok"}"#, .taken),
    (.dingtalk, 200, #"{"errcode":130101,"errmsg":"send too fast"}"#, .retry(after: .seconds(600))),
    (.dingtalk, 200, #"{"errcode":-1,"errmsg":"system busy"}"#, .retry(after: nil)),
    (.dingtalk, 200, #"{"errcode":310000,"errmsg":"keywords not in content"}"#, .refused),
    (.dingtalk, 200, #"{"errcode":300001,"errmsg":"token is not exist"}"#, .refused),
    (.dingtalk, 200, #"{"errcode":999999,"errmsg":"new"}"#, .retry(after: nil)),
    (.feishu, 200, #"{"code":0,"msg":"success","data":{}}"#, .taken),
    (.feishu, 200, #"{"Extra":null,"StatusCode":0,"StatusMessage":"success"}"#, .taken),
    (.feishu, 200, #"{"code":11232,"msg":"frequency limited"}"#, .retry(after: .seconds(60))),
    (.feishu, 400, #"{"code":11232,"msg":"frequency limited"}"#, .retry(after: .seconds(60))),
    (.feishu, 200, #"{"code":19021,"msg":"sign match fail"}"#, .refused),
    (.feishu, 200, #"{"code":19022,"msg":"Ip Not Allowed"}"#, .refused),
    (.feishu, 200, #"{"code":19024,"msg":"Key Words Not Found"}"#, .refused),
    (.feishu, 200, #"{"code":9499,"msg":"Bad Request"}"#, .refused),
    (.feishu, 400, #"{"code":19001,"msg":"param invalid"}"#, .refused),
    (.wecom, 200, #"{"errcode":0,"errmsg":"ok"}"#, .taken),
    (.wecom, 200, #"{"errcode":45009,"errmsg":"api freq out of limit"}"#, .retry(after: .seconds(60))),
    (.wecom, 200, #"{"errcode":93000,"errmsg":"invalid webhook url"}"#, .refused),
    (.wecom, 200, #"{"errcode":40058,"errmsg":"content exceed max length"}"#, .refused),
    (.wecom, 200, #"{"errcode":60020,"errmsg":"not allow to access from your ip"}"#, .refused),
    (.slack, 200, "ok", .taken), (.slack, 200, "ok\n", .taken), (.slack, 200, #"{"success":true}"#, .taken),
    (.slack, 200, "<html>sign in</html>", .retry(after: nil)),
    (.slack, 200, #"{"ok":false,"error":"x"}"#, .retry(after: nil)),
    (.slack, 400, "invalid_payload", .refused), (.slack, 403, "action_prohibited", .refused),
    (.slack, 404, "no_service", .refused), (.slack, 410, "channel_is_archived", .refused),
    (.webhook, 200, "<html>anything</html>", .taken), (.webhook, 202, "", .taken), (.webhook, 204, "", .taken),
    (.alertmanager, 200, "", .taken), (.alertmanager, 400, #""bad alert""#, .refused),
  ]

  @Test("follow from the code in the body, whatever the HTTP status is", arguments: answers)
  func answer(_ kind: ChannelKind, _ status: Int, _ body: String, _ expected: Meaning) throws {
    #expect(Meaning(try Self.outcome(kind, status, body)) == expected)
  }

  @Test(
    "of garbage with the status 200 are another attempt", arguments: [ChannelKind.dingtalk, .feishu, .wecom],
    ["", "<html>", "ok", "{}", "[]", "null", #"{"errcode":null}"#, #"{"errcode":true,"code":"0x0"}"#, "{\"errcode\":0"])
  func garbage(_ kind: ChannelKind, _ body: String) throws {
    #expect(Meaning(try Self.outcome(kind, 200, body)) == .retry(after: nil))
  }

  @Test("of HTTP errors refuse what no other attempt can change", arguments: ChannelKind.allCases)
  func statuses(_ kind: ChannelKind) throws {
    for status in [400, 401, 403, 404, 405, 410, 413, 422, 451, 499] {
      #expect(Meaning(try Self.outcome(kind, status, "no")) == .refused, "\(status)")
    }
    for status in [301, 302, 307, 308, 408, 425, 429, 500, 501, 502, 503, 504, 599] {
      #expect(Meaning(try Self.outcome(kind, status, "no")) == .retry(after: nil), "\(status)")
    }
  }

  @Test(
    "of a request without a response are another attempt", arguments: ChannelKind.allCases,
    [TransportError.Cause.said("Timeout was reached"), .responseTooLarge(limit: 9), .cancelled])
  func noResponse(_ kind: ChannelKind, _ cause: TransportError.Cause) throws {
    let channel = try ChannelExample.channel(kind)
    for wasSent in [true, false] {
      let outcome = channel.outcome(of: .failure(TransportError(cause, wasSent: wasSent)))
      #expect(outcome == .retry(reason: cause.logText, after: nil))
    }
  }

  @Test(
    "wait as long as the receiver asks for",
    arguments: [
      ("0", .seconds(0)), ("30", .seconds(30)), (" 7 ", .seconds(7)), ("99999999999999999999", .seconds(86_400)),
      ("Tue, 14 Nov 2023 22:14:20 GMT", .seconds(60)), ("Tuesday, 14-Nov-23 22:14:20 GMT", .seconds(60)),
      ("Tue Nov 14 22:14:20 2023", .seconds(60)), ("Tue, 14 Nov 2023 22:00:00 GMT", .seconds(0)),
      ("soon", nil), ("-5", nil), ("1.5", nil), ("", nil),
    ] as [(String, Duration?)])
  func retryAfter(_ text: String, _ expected: Duration?) throws {
    for status in [429, 503] {
      let headers = ["retry-after": text, "date": "Tue, 14 Nov 2023 22:13:20 GMT"]
      #expect(Meaning(try Self.outcome(.slack, status, "", headers: headers)) == .retry(after: expected))
      // Our own clock counts if the response has no date.
      let byOurs = try Self.outcome(
        .slack, status, "", headers: ["retry-after": text], at: ChannelExample.now)
      #expect(Meaning(byOurs) == .retry(after: expected))
    }
  }

  @Test("prefer what the receiver asks for to what its code means")
  func ownPause() throws {
    let body = #"{"errcode":130101,"errmsg":"send too fast"}"#
    let outcome = try Self.outcome(.dingtalk, 200, body, headers: ["retry-after": "5"])
    #expect(Meaning(outcome) == .retry(after: .seconds(5)))
  }

  @Test("without a date of their own cannot use a date of the receiver")
  func noClock() throws {
    let headers = ["retry-after": "Tue, 14 Nov 2023 22:14:20 GMT"]
    #expect(Meaning(try Self.outcome(.slack, 429, "", headers: headers)) == .retry(after: nil))
  }

  @Test("have a reason of one line that says what came back")
  func reasons() throws {
    let code = try Self.outcome(.dingtalk, 200, #"{"errcode":310000,"errmsg":"sign\n not\u001b[31m match"}"#)
    #expect(Self.reason(code) == "errcode 310000: sign not [31m match")
    let bad = try Self.outcome(.feishu, 400, #"{"code":9499,"msg":"Bad Request"}"#)
    #expect(Self.reason(bad) == "HTTP 400, code 9499: Bad Request")
    #expect(Self.reason(try Self.outcome(.webhook, 503, " \n")) == "HTTP 503")
    let long = try Self.outcome(.webhook, 500, String(repeating: "故障 ", count: 10_000))
    #expect(Self.reason(long)?.count == 200)
    #expect(Self.reason(long)?.hasPrefix("HTTP 500: 故障 故障") == true)
  }
}
