import JSONCoding

/// The member that a response lacks or has in another type.
struct DecodingFailure: Error {
  /// The member's path, such as `status.currentJobStatus`.
  let path: String
}

extension JSON {
  /// The string; nil for an empty one and for another kind of value.
  var nonEmptyString: String? { string.flatMap { $0.isEmpty ? nil : $0 } }

  /// The non-empty string in member `key`.
  func requiredString(_ key: String) throws(DecodingFailure) -> String {
    guard let value = self[key]?.nonEmptyString else { throw DecodingFailure(path: key) }
    return value
  }

  /// The member `labels` of a draft or deployment.
  var labels: [String: String] {
    var labels: [String: String] = [:]
    for member in self["labels"]?.object?.members ?? [] { labels[member.key] = member.value.string }
    return labels
  }
}
