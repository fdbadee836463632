public import HTTPTransport
import JSONCoding

extension AlertChannel {
  private static let longestReason = 200
  /// More of a body is not read for a reason, in bytes.
  private static let longestExcerpt = 4096
  private static let hidden = "***"

  /// What became of a request.
  /// - Parameters:
  ///   - result: What the transport returned or threw.
  ///   - now: The time in milliseconds since 1970. A date in `Retry-After` counts from the date of the response, or from
  ///     this time if the response has none.
  public func outcome(of result: Result<HTTPResponse, TransportError>, at now: Int? = nil) -> DeliveryOutcome {
    switch result {
    case .failure(let error): return .retry(reason: shown(error.cause.logText), after: nil)
    case .success(let response):
      let answer = RobotAnswer(kind, response.body)
      let reason = shown(words(of: response, answer))
      switch meaning(of: response, answer) {
      case .taken: return .taken
      case .refused: return .refused(reason: reason)
      case .busy(let pause): return .retry(reason: reason, after: response.retryAfter(now: now) ?? pause)
      case .unknown: return .retry(reason: reason, after: response.retryAfter(now: now))
      }
    }
  }

  private func meaning(of response: HTTPResponse, _ answer: RobotAnswer?) -> RobotAnswer.Meaning {
    if let answer, case .busy = answer.meaning { return answer.meaning }
    switch response.status {
    case 200..<300:
      switch kind {
      case .dingtalk, .feishu, .wecom: return answer?.meaning ?? .unknown
      case .slack: return isAnswerOfSlack(response.body) ? .taken : .unknown
      case .webhook, .alertmanager: return .taken
      }
    case 408, 425, 429: return .unknown
    case 400..<500: return .refused
    default: return .unknown
    }
  }

  /// Whether a body is `ok`, or another one that services like Slack send: nothing, or a JSON object without `ok: false`.
  private func isAnswerOfSlack(_ body: [UInt8]) -> Bool {
    let text = String(decoding: body, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if text.isEmpty || text == "ok" { return true }
    guard let json = try? JSON.parse(body), json.object != nil else { return false }
    return json["ok"] != false
  }

  private func words(of response: HTTPResponse, _ answer: RobotAnswer?) -> String {
    let status = "HTTP \(response.status)"
    if let answer {
      let code = "\(answer.name) \(answer.code): \(answer.text)"
      return response.status == 200 ? code : "\(status), \(code)"
    }
    let excerpt = String(decoding: response.body.prefix(AlertChannel.longestExcerpt), as: UTF8.self)
    return excerpt.allSatisfy(\.isWhitespace) ? status : "\(status): \(excerpt)"
  }

  /// A text on one line, without credentials, cut.
  private func shown(_ text: String) -> String {
    var text = text
    // The longest first: others are parts of it.
    for credential in credentials.sorted(by: { $0.utf8.count > $1.utf8.count }) where credential.utf8.count > 3 {
      text = text.replacing(credential, with: AlertChannel.hidden)
    }
    let words = text.unicodeScalars.split { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: true
      default: false
      }
    }
    let line = words.map(String.init).joined(separator: " ")
    return line.count > AlertChannel.longestReason ? "\(line.prefix(AlertChannel.longestReason - 1))…" : line
  }
}

extension HTTPResponse {
  /// In seconds; a message is not kept for longer anyway.
  private static let longestPause = 86_400

  /// The pause that `Retry-After` asks for, in seconds or up to a date; nil without one.
  /// - Parameter now: The time in milliseconds since 1970, for a response without a date.
  fileprivate func retryAfter(now: Int?) -> Duration? {
    guard let text = headers["retry-after"]?.split(separator: " ").joined(separator: " "), !text.isEmpty else {
      return nil
    }
    if text.utf8.allSatisfy({ (48...57).contains($0) }) {
      return .seconds(min(Int(text) ?? HTTPResponse.longestPause, HTTPResponse.longestPause))
    }
    guard let date = HTTPDate.secondsSince1970(text),
      let start = headers["date"].flatMap(HTTPDate.secondsSince1970) ?? now.map({ $0 / 1000 })
    else { return nil }
    return .seconds(min(max(0, date - start), HTTPResponse.longestPause))
  }
}
