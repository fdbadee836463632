/// A name as Flink, JSON and the database compare names: unit by unit.
///
/// Swift takes texts for equal that differ only in how an accent is composed; as fields and columns those are two.
package struct ExactName: Hashable, Comparable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func == (left: ExactName, right: ExactName) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  package static func < (left: ExactName, right: ExactName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    // Nothing else tells where one of two names ends that are hashed together.
    hasher.combine(0xFF as UInt8)
  }
}

extension String {
  /// Whether both are the same name; see ``ExactName``.
  package func isSameName(as other: String) -> Bool { ExactName(self) == ExactName(other) }

  /// Without case, underscores and dashes: what people take for the same name, such as `orderId` and `order_id`.
  package var foldedName: String {
    let name = lowercased()
    // To look for bytes is far cheaper than to look for strings.
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }) else { return name }
    return name.replacing("_", with: "").replacing("-", with: "")
  }
}

extension Sequence<String> {
  /// Whether this very name is among them; see ``ExactName``.
  package func containsName(_ name: String) -> Bool { contains { $0.isSameName(as: name) } }
}
