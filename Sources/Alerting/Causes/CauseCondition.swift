import JSONCoding

/// A condition on a failure: all of its parts must hold.
///
/// Case does not matter in messages.
struct CauseCondition: Sendable {
  /// The class is one of these, by its name without the package, or with any part of it.
  private let classes: [String]
  /// The message has each of these.
  private let all: [[UInt8]]
  /// The message has one of these.
  private let any: [[UInt8]]
  /// The failure names the field whose value does not fit.
  private let hasField: Bool

  /// A condition of a data file; nil if it would hold for every failure.
  init?(json: JSON) {
    func texts(_ key: String) -> [String] { (json[key]?.array ?? []).compactMap(\.string).filter { !$0.isEmpty } }
    classes = texts("class")
    all = texts("all").map(FailureText.searchable)
    any = texts("any").map(FailureText.searchable)
    hasField = json["field"]?.bool == true
    if classes.isEmpty, all.isEmpty, any.isEmpty, !hasField { return nil }
  }

  /// Whether the condition holds for a failure.
  func holds(for text: FailureText) -> Bool {
    if hasField, !text.hasField { return false }
    if !classes.isEmpty {
      guard let exception = text.exception, classes.contains(where: { exception.isClass($0) }) else { return false }
    }
    return all.allSatisfy(text.contains) && (any.isEmpty || any.contains(where: text.contains))
  }
}

extension String {
  /// Whether this is a class with a name, which can leave out the package or its beginning.
  fileprivate func isClass(_ name: String) -> Bool {
    guard hasSuffix(name) else { return false }
    return count == name.count || dropLast(name.count).last.map { ".$".contains($0) } == true
  }
}
