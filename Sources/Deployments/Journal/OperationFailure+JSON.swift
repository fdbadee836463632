import JSONCoding

extension OperationFailure {
  /// The failure in the form of the journal.
  ///
  /// The code and whether the failure is retryable stand beside the problem, for releases that do not know it.
  var json: JSON {
    [
      "problem": JSON(encoding: problem), "code": .string(code), "retryable": .bool(isRetryable),
      "request_id": .optional(requestID), "rolled_back": isRolledBack.map(JSON.bool) ?? .null,
      "leftovers": leftovers.map { JSON(encoding: $0) } ?? .null,
    ]
  }

  /// The failure of a ``json``, also of an earlier release; nil for another value.
  init?(json: JSON) {
    if let problem = json["problem"]?.decoded(as: OperationProblem.self) {
      self.init(problem)
    } else if let code = json["code"]?.string {
      self.init(
        .recorded(
          code: code, message: json["message"]?.string ?? "", remedy: json["remedy"]?.string ?? "",
          isRetryable: json["retryable"]?.bool ?? false))
    } else {
      return nil
    }
    requestID = json["request_id"]?.string
    isRolledBack = json["rolled_back"]?.bool
    leftovers = json["leftovers"]?.decoded(as: UnfinishedRollback.self)
  }
}
