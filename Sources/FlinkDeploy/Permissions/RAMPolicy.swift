import AliyunFlink
import JSONCoding

/// A RAM policy that allows exactly the actions of some uses.
struct RAMPolicy: Sendable {
  /// The policy of all tools and commands.
  static let full = RAMPolicy(for: CloudUse.allCases)
  /// The policy of the tools and commands that change nothing.
  static let readOnly = RAMPolicy(for: CloudUse.allCases.filter(\.isReadOnly))

  /// The actions, such as `stream:GetJob`, in alphabetical order.
  let actions: [String]

  /// The policy of some uses.
  init(for uses: [CloudUse]) {
    let operations = uses.reduce(into: Set<OperationName>()) { $0.formUnion($1.operations) }
    actions = operations.map(\.action).sorted()
  }

  /// The policy document, as the RAM console takes it.
  ///
  /// The resource is `*`, because RAM does not authorize parts of this service.
  var json: JSON {
    [
      "Version": "1",
      "Statement": [["Effect": "Allow", "Action": .array(actions.map(JSON.string)), "Resource": "*"]],
    ]
  }
}
