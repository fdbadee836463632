import Deployments
import JSONCoding

extension JSONObject {
  /// The value of an argument; nil if it is not given.
  subscript(argument: Argument) -> JSON? {
    get { self[argument.rawValue] }
    set { self[argument.rawValue] = newValue }
  }

  /// Checks that no argument contains U+0000, because Postgres and the C libraries cut text there.
  ///
  /// Sample messages are data and can contain it.
  /// - Throws: ``Failure`` that names the argument.
  func requireNoNullCharacters() throws(Failure) {
    let argument = members.first {
      $0.key != Argument.sampleMessages.rawValue && ($0.key.utf8.contains(0) || $0.value.hasNullCharacter)
    }
    guard let argument else { return }
    throw Failure(ArgumentProblem.nullCharacter(argument: argument.key))
  }
}

extension JobGoal {
  /// What the arguments of a call wait for; by default, until the job runs.
  init(_ arguments: JSONObject) { self = arguments[.waitUntil]?.string.flatMap(JobGoal.init) ?? .running }
}

extension JSON {
  fileprivate var hasNullCharacter: Bool {
    switch self {
    case .string(let text): text.utf8.contains(0)
    case .array(let elements): elements.contains(where: \.hasNullCharacter)
    case .object(let object): object.members.contains { $0.key.utf8.contains(0) || $0.value.hasNullCharacter }
    default: false
    }
  }
}
