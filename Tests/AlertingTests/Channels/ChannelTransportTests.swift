import Alerting
import HTTPTransport
import JSONCoding
import TestSupport
import Testing

/// Messages over real HTTP, to receivers on this machine.
@Suite("Messages on the wire", .endsIfStuck)
struct ChannelTransportTests {
  private static let good: [ChannelKind: String] = [
    .dingtalk: #"{"errcode":0,"errmsg":"ok"}"#, .feishu: #"{"code":0,"msg":"success"}"#,
    .wecom: #"{"errcode":0,"errmsg":"ok"}"#, .slack: "ok", .webhook: "", .alertmanager: "",
  ]

  private static func deliver(
    _ kind: ChannelKind, to url: String, secret: String? = nil, _ transport: CurlTransport = CurlTransport()
  ) async throws -> DeliveryOutcome {
    let channel = try AlertChannel(name: "ops", kind: kind, url: url, secret: secret)
    let request = channel.request(for: ChannelExample.message(), text: ChannelExample.text, at: ChannelExample.now)
    return channel.outcome(of: await result(of: request, transport))
  }

  private static func result(
    of request: HTTPRequest, _ transport: CurlTransport = CurlTransport()
  ) async -> Result<HTTPResponse, TransportError> {
    do throws(TransportError) { return .success(try await transport.send(request)) } catch { return .failure(error) }
  }

  @Test("arrive as they were made, and are taken", arguments: ChannelKind.allCases)
  func delivery(_ kind: ChannelKind) async throws {
    let body = Self.good[kind] ?? ""
    try await Receiver.with({ _, _ in .init(body: body) }) { receiver, port in
      let url = "http://127.0.0.1:\(port)/in?access_token=abcdef"
      #expect(try await Self.deliver(kind, to: url, secret: "whsec_AQID") == .taken)
      let request = try #require(receiver.requests.first)
      #expect(receiver.requests.count == 1)
      let channel = try AlertChannel(name: "ops", kind: kind, url: url, secret: "whsec_AQID")
      let made = channel.request(for: ChannelExample.message(), text: ChannelExample.text, at: ChannelExample.now)
      #expect(request.method == "POST")
      #expect("http://127.0.0.1:\(port)\(request.target)" == made.url)
      #expect(request.body == made.body)
      for header in made.headers { #expect(request.headers[header.name] == header.value) }
    }
  }

  @Test("are not redirected to another address", arguments: [301, 302, 303, 307, 308])
  func redirect(_ status: Int) async throws {
    try await Receiver.with({ _, _ in .init() }) { other, otherPort in
      let location = ("location", "http://127.0.0.1:\(otherPort)/stolen")
      try await Receiver.with({ _, _ in .init(status: status, headers: [location]) }) { receiver, port in
        let outcome = try await Self.deliver(.webhook, to: "http://127.0.0.1:\(port)/in", secret: "whsec_AQID")
        #expect(outcome == .retry(reason: "HTTP \(status)", after: nil))
        #expect(receiver.requests.count == 1)
        #expect(other.requests.isEmpty)
      }
    }
  }

  @Test("wait as a busy receiver asks, and are refused by one that has moved")
  func answers() async throws {
    try await Receiver.with({ _, count in
      count == 1 ? .init(status: 429, headers: [("Retry-After", "17")], body: "slow down") : .init(status: 410)
    }) { _, port in
      let url = "http://127.0.0.1:\(port)/in"
      let (first, second) = (try await Self.deliver(.slack, to: url), try await Self.deliver(.slack, to: url))
      #expect(first == .retry(reason: "HTTP 429: slow down", after: .seconds(17)))
      #expect(second == .refused(reason: "HTTP 410"))
    }
  }

  @Test("have a connection of their own, so that libcurl never repeats one")
  func connections() async throws {
    try await Receiver.with({ _, _ in .init(body: "ok") }) { receiver, port in
      let transport = CurlTransport()
      for _ in 1...3 {
        #expect(try await Self.deliver(.slack, to: "http://127.0.0.1:\(port)/in", transport) == .taken)
      }
      #expect(receiver.requests.count == 3)
      #expect(receiver.connections == 3)
      var request = HTTPRequest(
        method: "GET", url: "http://127.0.0.1:\(port)/kept", headers: [], body: nil, timeout: .seconds(5))
      for _ in 1...3 { _ = try await transport.send(request) }
      #expect(receiver.connections == 4)
      request.hasOwnConnection = true
      _ = try await transport.send(request)
      #expect(receiver.connections == 5)
    }
  }

  /// Spellings of this machine's address that are not known as a loopback address, or hide the host.
  private static let spellings = [
    "http://127.1:PORT/", "HTTP://127.0.0.2:PORT/", "http://2130706433:PORT/", "http://x@127.0.0.1:PORT/",
    "127.0.0.1:PORT/", "http:/127.0.0.1:PORT/", "ftp://127.0.0.1:PORT/", "gopher://127.0.0.1:PORT/_POST",
    "http://127.0.0.1:PORT\\@example.com/",
  ]

  @Test("leave this machine over TLS only, however the address is spelled", arguments: spellings)
  func plainHTTP(_ spelling: String) async throws {
    try await Receiver.with({ _, _ in .init() }) { receiver, port in
      let request = HTTPRequest(
        method: "POST", url: spelling.replacing("PORT", with: "\(port)"), headers: [], body: Array("x".utf8),
        timeout: .seconds(5))
      let result = await Self.result(of: request)
      guard case .failure(let error) = result else {
        Issue.record("sent: \(spelling)")
        return
      }
      #expect(!error.wasSent)
      #expect(receiver.requests.isEmpty)
      #expect(receiver.connections == 0)
    }
  }

  @Test("are not sent to a server whose certificate nobody vouches for")
  func unknownCertificate() async throws {
    try await UntrustedServer.with { port in
      let channel = try AlertChannel(name: "ops", url: "https://127.0.0.1:\(port)/in", secret: "whsec_AQID")
      let request = channel.request(
        for: ChannelExample.message(), text: ChannelExample.text, at: ChannelExample.now)
      let result = await Self.result(of: request)
      guard case .failure(let error) = result, case .said(let words) = error.cause else {
        Issue.record("not refused: \(result)")
        return
      }
      #expect(words.contains("certificate"))
      #expect(!error.wasSent)
      #expect(channel.outcome(of: result) == .retry(reason: words, after: nil))
    }
  }

  @Test("are tried again if nothing listens")
  func noReceiver() async throws {
    let outcome = try await Self.deliver(.webhook, to: "http://127.0.0.1:1/in")
    guard case .retry(_, nil) = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }
}
