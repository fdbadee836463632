import ArgumentParser
import Sandbox

/// What runs the jobs: `none`, `flink`, or `flink:VERSION`.
struct EngineArgument: ExpressibleByArgument {
  /// The Flink; nil if the states of jobs follow the clock.
  let version: EngineVersion?

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (parts.first, parts.count > 1 ? parts[1] : nil) {
    case ("none", nil): version = nil
    case ("flink", nil): version = .flink1_20
    case ("flink", let text?):
      guard let version = EngineVersion(rawValue: text) else { return nil }
      self.version = version
    default: return nil
    }
  }
}
