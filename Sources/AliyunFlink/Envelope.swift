import CLibCurl
import JSONCoding

/// Reads answers: the envelope of the service, and the two spellings of the gateway's errors.
enum Envelope {
  /// The member `data` of a success, `.null` when there is none, and the id of the request.
  /// - Parameter onClockSkew: Called when the gateway says that our clock is off.
  static func data(of response: HTTPResponse, onClockSkew: () -> Void) throws(FlinkAPIError) -> (JSON, String?) {
    let json = try? JSON.parse(response.body)
    guard (200..<300).contains(response.status) else {
      let error = gatewayError(json, response)
      if error.code == "InvalidTimeStamp.Expired" { onClockSkew() }
      throw error
    }
    guard let json, let success = json["success"]?.bool else {
      throw garbled("the answer is not the API's envelope", response)
    }
    if success { return (json["data"] ?? .null, json["requestId"]?.string) }
    let code = json["errorCode"]?.string.flatMap { $0 == "\"\"" ? nil : $0 } ?? ""
    var error = FlinkAPIError(
      .business, code: code, message: text(json["errorMessage"]) ?? "The platform gave no reason")
    error.requestID = json["requestId"]?.string
    error.status = response.status
    throw error
  }

  /// An answer that cannot be read says nothing about the effect.
  static func garbled(_ message: String, _ response: HTTPResponse) -> FlinkAPIError {
    var error = FlinkAPIError(.decoding, code: "UnreadableAnswer", message: "HTTP \(response.status): \(message)")
    error.status = response.status
    error.effect = .unknown
    return error
  }

  private static func gatewayError(_ json: JSON?, _ response: HTTPResponse) -> FlinkAPIError {
    let code = text(json?["Code"]) ?? text(json?["code"]) ?? "HTTP\(response.status)"
    // The platform may quote the string that it signed, which holds the security token.
    let quoted = code == "SignatureDoesNotMatch" ? "The signature does not match the key" : nil
    let message = quoted ?? text(json?["Message"]) ?? text(json?["message"]) ?? "HTTP status \(response.status)"
    let retryAfter = response.headers["x-acs-retry-after"].flatMap { Int($0) }
    let isThrottled = retryAfter != nil || code.hasPrefix("Throttling") || code == "Rejected.Throttling"
    var error = FlinkAPIError(
      isThrottled ? .throttled : code == "990301" ? .business : .gateway, code: code, message: message)
    error.requestID = text(json?["RequestId"]) ?? text(json?["requestId"])
    error.status = response.status
    error.retryAfter = retryAfter.map { .milliseconds($0) }
    // SignatureNonceUsed can mean that a retransmission met its own first arrival, which did take effect.
    let isAmbiguous = response.status >= 500 || json == nil || code == "SignatureNonceUsed"
    error.effect = isAmbiguous && !isThrottled ? .unknown : .none
    return error
  }

  private static func text(_ json: JSON?) -> String? { json?.nonEmptyString }
}

enum HTTPDate {
  /// Seconds since 1970 of an HTTP date, as libcurl reads it.
  static func secondsSince1970(_ text: String) -> Double? {
    let seconds = curl_getdate(text, nil)
    return seconds < 0 ? nil : Double(seconds)
  }
}
