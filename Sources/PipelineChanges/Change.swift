public import JSONCoding

/// A difference between two versions of a deployment.
public struct Change: Sendable, Hashable, Codable {
  /// What differs: `sql`, `engine_version`, `resources.parallelism`, `flink_conf.KEY` and so on.
  public let what: String
  /// What it was, as it was written; nil if there was nothing.
  public let from: String?
  /// What it is, as it is written; nil if there is nothing.
  public let to: String?

  /// A difference.
  /// - Parameters:
  ///   - what: What differs.
  ///   - from: What it was; nil if there was nothing.
  ///   - to: What it is; nil if there is nothing.
  public init(what: String, from: String?, to: String?) {
    self.what = what
    self.from = from
    self.to = to
  }

  /// The difference of two scripts: the lines that only one of them has; nil if the scripts say the same.
  public static func sql(from old: String, to new: String) -> Change? {
    if ComparedSQL(old) == ComparedSQL(new) { return nil }
    let lines = UnifiedDiff.changedLines(from: ScriptLines(sql: old), to: ScriptLines(sql: new))
    return Change(what: "sql", from: lines.removed, to: lines.added)
  }

  /// As results show it, with `null` for nothing.
  public var json: JSON { ["what": .string(what), "from": .optional(from), "to": .optional(to)] }
}
