import AliyunFlink
import Foundation
import JSONCoding
import Testing

/// One request signed by the official SDK (alibabacloud-tea-openapi 0.4.6), with dummy keys.
struct SignatureVector: Sendable, CustomTestStringConvertible {
  let json: JSON
  var testDescription: String { json["name"]?.string ?? "" }

  static let all: [SignatureVector] = {
    guard let url = Bundle.module.url(forResource: "signature-vectors", withExtension: "json"),
      let data = try? Data(contentsOf: url), let json = try? JSON.parse(data)
    else { return [] }
    return (json["vectors"]?.array ?? []).map(SignatureVector.init)
  }()
}

@Suite("The signature ACS3-HMAC-SHA256")
struct SignatureTests {
  @Test("is that of the official SDK", arguments: SignatureVector.all)
  func matches(_ vector: SignatureVector) throws {
    let json = vector.json
    let credentials = Credentials(
      accessKeyID: json["access_key_id"]?.string ?? "", accessKeySecret: json["access_key_secret"]?.string ?? "",
      securityToken: json["security_token"]?.string)
    let request = ACS3Signer.Request(
      method: json["method"]?.string ?? "", path: json["path_as_sent"]?.string ?? "",
      query: (json["query"]?.object?.members ?? []).map { ($0.key, $0.value.string ?? "") }, headers: [],
      body: Array((json["body_utf8"]?.string ?? "").utf8))
    let headers = (json["headers"]?.object?.members ?? []).map { ($0.key, $0.value.string ?? "") }
    #expect(ACS3Signer(credentials).authorization(for: request, headers: headers) == json["authorization"]?.string)
  }

  @Test("is tested against all sixteen vectors") func count() { #expect(SignatureVector.all.count == 16) }
}
