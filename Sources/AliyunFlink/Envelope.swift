import HTTPTransport
import JSONCoding

/// Reads responses: the envelope of the service, and the two spellings of the gateway's errors.
enum Envelope {
  /// The member `data` of a success, `.null` when there is none, and the request ID.
  /// - Parameter onClockSkew: Called when the gateway reports that the local clock is wrong.
  static func data(of response: HTTPResponse, onClockSkew: () -> Void) throws(FlinkAPIError) -> (JSON, String?) {
    let json = try? JSON.parse(response.body)
    guard (200..<300).contains(response.status) else {
      let error = gatewayError(json, response)
      if error.code == "InvalidTimeStamp.Expired" { onClockSkew() }
      throw error
    }
    guard let json, let success = json["success"]?.bool else {
      throw unreadable(.notAnEnvelope(status: response.status), response)
    }
    if success { return (json["data"] ?? .null, json["requestId"]?.string) }
    let code = json["errorCode"]?.string.flatMap { $0 == "\"\"" ? nil : $0 } ?? ""
    var error = FlinkAPIError(
      .business, code: code, cause: text(json["errorMessage"]).map(FlinkAPIError.Cause.said) ?? .noReasonGiven)
    error.requestID = json["requestId"]?.string
    error.status = response.status
    error.deniedAction = deniedAction(in: json)
    throw error
  }

  /// The error for a response that cannot be read; the effect is unknown.
  static func unreadable(_ cause: FlinkAPIError.Cause, _ response: HTTPResponse) -> FlinkAPIError {
    var error = FlinkAPIError(.decoding, code: "UnreadableAnswer", cause: cause)
    error.status = response.status
    error.effect = .unknown
    return error
  }

  private static func gatewayError(_ json: JSON?, _ response: HTTPResponse) -> FlinkAPIError {
    let code = text(json?["Code"]) ?? text(json?["code"]) ?? "HTTP\(response.status)"
    let message = text(json?["Message"]) ?? text(json?["message"])
    // The gateway may quote the string that it signed, which holds the security token.
    let cause: FlinkAPIError.Cause =
      code == "SignatureDoesNotMatch"
      ? .signatureMismatch : message.map(FlinkAPIError.Cause.said) ?? .httpStatus(response.status)
    let retryAfter = response.headers["x-acs-retry-after"].flatMap { Int($0) }
    let isThrottled = retryAfter != nil || code.hasPrefix("Throttling") || code == "Rejected.Throttling"
    var error = FlinkAPIError(
      isThrottled ? .throttled : code == FlinkAPIError.notFoundCode ? .business : .gateway, code: code, cause: cause)
    error.requestID = text(json?["RequestId"]) ?? text(json?["requestId"])
    error.status = response.status
    error.deniedAction = deniedAction(in: json)
    error.retryAfter = retryAfter.map { .milliseconds($0) }
    // SignatureNonceUsed can mean that a retransmission met its own first arrival, which did take effect.
    let isAmbiguous = response.status >= 500 || json == nil || code == "SignatureNonceUsed"
    error.effect = isAmbiguous && !isThrottled ? .unknown : .none
    return error
  }

  /// The RAM action in the details of a refusal, which are an object, or an object in a string.
  private static func deniedAction(in json: JSON?) -> String? {
    let detail = json?["AccessDeniedDetail"] ?? json?["accessDeniedDetail"]
    let object = detail?.string.flatMap { try? JSON.parse($0) } ?? detail
    return text(object?["AuthAction"]) ?? text(object?["authAction"])
  }

  private static func text(_ json: JSON?) -> String? { json?.nonEmptyString }
}
