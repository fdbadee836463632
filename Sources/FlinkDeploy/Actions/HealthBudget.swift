import JSONCoding

/// Keeps the `health` object of a result small, because assistants read it often: long texts are shortened until it fits.
enum HealthBudget {
  /// The most bytes of the object as JSON.
  static let bytes = 2_000

  /// The object, with `…` where a text is shortened.
  static func fitted(_ health: JSONObject) -> JSONObject {
    var fitted = health
    for limit in stride(from: 600, through: 40, by: -20) where size(fitted) > bytes {
      fitted = shortened(fitted, to: limit)
    }
    // The first reasons are the evidence for the verdict.
    while size(fitted) > bytes, let reasons = fitted["reasons"]?.array, reasons.count > 1 {
      fitted["reasons"] = .array(reasons.dropLast())
    }
    return fitted
  }

  private static func size(_ object: JSONObject) -> Int { JSON.object(object).text.utf8.count }

  private static func shortened(_ health: JSONObject, to limit: Int) -> JSONObject {
    JSONObject(health.members.map { ($0.key, shortened($0.value, to: limit)) })
  }

  private static func shortened(_ value: JSON, to limit: Int) -> JSON {
    switch value {
    case .string(let text): .string(text.shortened(toBytes: limit))
    case .array(let elements): .array(elements.map { shortened($0, to: limit) })
    case .object(let object): .object(shortened(object, to: limit))
    default: value
    }
  }
}

extension String {
  /// The beginning of the text that takes at most so many bytes as a JSON string, with `…` where characters are left out.
  func shortened(toBytes limit: Int) -> String {
    func size(_ text: String) -> Int { JSON.string(text).text.utf8.count - 2 }
    guard size(self) > limit else { return self }
    let ellipsis = "…"
    var kept = ""
    var left = limit - size(ellipsis)
    for character in self {
      left -= size(String(character))
      if left < 0 { break }
      kept.append(character)
    }
    return kept + ellipsis
  }
}
