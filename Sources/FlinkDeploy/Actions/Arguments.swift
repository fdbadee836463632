import Deployments
import JSONCoding

extension JSONObject {
  /// Makes sure that no argument of a call holds U+0000, where Postgres and the C libraries would cut it off.
  ///
  /// Messages are data: what they hold is the topic's business.
  /// - Throws: ``OperationFailure`` that names the argument.
  func requireNoZeros() throws(OperationFailure) {
    let argument = members.first { $0.key != "sample_messages" && ($0.key.utf8.contains(0) || $0.value.hasZero) }
    guard let argument else { return }
    throw OperationFailure(
      code: "invalid_arguments",
      message: "\(argument.key) has the character U+0000 in it, which nothing here can hold", remedy: "Leave it out")
  }
}

extension JSON {
  /// A text that says something: models fill what they do not want to give with an empty one.
  var givenText: String? { string.flatMap { $0.isEmpty ? nil : $0 } }

  fileprivate var hasZero: Bool {
    switch self {
    case .string(let text): text.utf8.contains(0)
    case .array(let elements): elements.contains(where: \.hasZero)
    case .object(let object): object.members.contains { $0.key.utf8.contains(0) || $0.value.hasZero }
    default: false
    }
  }
}
