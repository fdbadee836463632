import ArgumentParser
import JSONCoding

/// `flink-deploy policy`.
struct Policy: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: PolicyHelp.policy.text(.process), discussion: PolicyHelp.policyDiscussion.text(.process))

  @Flag(help: ArgumentHelp(PolicyHelp.readOnly.text(.process))) var readOnly = false
  /// The output is JSON in any case.
  @Flag(help: .hidden) var json = false

  func run() { print((readOnly ? RAMPolicy.readOnly : .full).json.prettyText) }
}
