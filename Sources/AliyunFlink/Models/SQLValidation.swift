import JSONCoding

/// The verdict of Alibaba Cloud's SQL planner on a statement (`SqlStatementValidationResult`).
public struct SQLValidation: Sendable, Equatable {
  /// Whether the planner accepts the statement.
  public let isValid: Bool
  /// The reason of a rejection, with line and column.
  public let message: String

  /// Decodes `json`.
  init(_ json: JSON) throws(DecodingFailure) {
    guard let success = json["success"]?.bool else { throw DecodingFailure(path: "success") }
    isValid = success
    let details = json["errorDetails"].flatMap(SQLPosition.describe)
    message = details ?? json["message"]?.nonEmptyString ?? json["validationResult"]?.nonEmptyString ?? ""
  }
}

/// The place of an error in SQL.
enum SQLPosition {
  /// `line 3, column 5: message` of an `ErrorDetails`, whose numbers are strings.
  static func describe(_ details: JSON) -> String? {
    guard let message = details["message"]?.nonEmptyString else { return nil }
    guard let line = details["lineNumber"]?.nonEmptyString else { return message }
    return "line \(line), column \(details["columnNumber"]?.nonEmptyString ?? "?"): \(message)"
  }
}
