/// Why a command line is malformed.
enum UsageProblem: Worded {
  /// `--wait` is not a number of seconds in this range.
  case waitOutOfRange(ClosedRange<Int>)
  /// The text of a flag does not have this form.
  case malformed(flag: String, text: String, form: String)
  /// The text of a flag has no type.
  case typeMissing(flag: String, text: String)
  /// A flag sets this key twice.
  case duplicate(flag: String, text: String, key: String)
  case unreadableFile(flag: String, path: String)
  case notUTF8(flag: String, path: String)
  /// The flag needs two numbers of versions.
  case twoVersions(flag: String)
  /// The flag needs an ID.
  case idMissing(flag: String)
  /// The arguments violate the schema of the tool.
  case invalid(ArgumentProblem)
}
