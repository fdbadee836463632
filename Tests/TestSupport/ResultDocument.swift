public import FlinkDeploy
public import JSONCoding

/// Results as tests read them: in English, with warnings by their codes.
extension ActionResult {
  /// The result as a client of the tools gets it.
  public var document: JSONObject { document(Voice(.english, .tools)) }
}

extension JSONObject {
  /// The warnings of a result.
  public var warnings: [JSON] { self["warnings"]?.array ?? [] }

  /// The codes of the warnings, in their order.
  public var warningCodes: [String] { warnings.compactMap { $0["code"]?.string } }

  /// The first warning with `code`; nil if there is none.
  public func warning(_ code: String) -> JSON? { warnings.first { $0["code"]?.string == code } }

  /// The code of the error; nil for a result that is not an error.
  public var errorCode: String? { self["error"]?["code"]?.string }

  /// The remedy of the error; empty for a result that is not an error.
  public var remedy: String { self["error"]?["remedy"]?.string ?? "" }

  /// The codes of the findings in given SQL, in their order.
  public var findingCodes: [String] { (self["findings"]?.array ?? []).compactMap { $0["code"]?.string } }
}
