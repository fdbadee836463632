import HTTPTransport
import JSONCoding
import Testing

@testable import AliyunFlink

@Suite("A refusal for a missing RAM action")
struct DeniedActionTests {
  private static let detail: JSON = ["AuthAction": "stream:GetJob", "NoPermissionType": "ImplicitDeny"]

  private static func error(_ status: Int, _ body: JSON) -> FlinkAPIError? {
    let response = HTTPResponse(status: status, headers: [:], body: body.serialized)
    do throws(FlinkAPIError) {
      _ = try Envelope.data(of: response) {}
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "names the action that Alibaba Cloud names, in both spellings and both places",
    arguments: [
      (403, ["Code": "Forbidden.RAM", "Message": "no", "AccessDeniedDetail": detail]),
      (403, ["code": "NoPermission", "message": "no", "accessDeniedDetail": detail]),
      (
        200,
        [
          "requestId": "r", "success": false, "errorCode": "403", "errorMessage": "no",
          "accessDeniedDetail": .string(detail.text),
        ]
      ),
    ] as [(Int, JSON)])
  func named(_ status: Int, _ body: JSON) throws {
    let error = try #require(Self.error(status, body))
    #expect(error.deniedAction == "stream:GetJob")
    #expect(error.missingAction == "stream:GetJob")
    #expect(error.isAccessDenied)
    #expect(!error.isRetryable)
  }

  @Test(
    "is the action of the operation if Alibaba Cloud names none, but not for other codes",
    arguments: [
      ("Forbidden.RAM", "stream:StopJob"), ("NoPermission", "stream:StopJob"), ("NotAuthorized", "stream:StopJob"),
      ("Forbidden.Namespace", nil), ("SignatureDoesNotMatch", nil),
    ] as [(String, String?)])
  func derived(_ code: String, _ action: String?) throws {
    var error = try #require(Self.error(403, ["Code": .string(code), "Message": "no"]))
    error.operation = "StopJob"
    #expect(error.missingAction == action)
  }

  @Test("has the operation's name behind the code of the service")
  func rule() {
    #expect(OperationName.validateSQLStatement.action == "stream:ValidateSqlStatement")
    #expect(Set(OperationName.allCases.map(\.action)).count == OperationName.allCases.count)
    #expect(OperationName.allCases.count == 27)
  }
}
