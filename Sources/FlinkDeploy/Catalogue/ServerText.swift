/// A text of the MCP server that users read.
enum ServerText: CaseIterable, Worded {
  /// The label of the field that confirms a call.
  case confirm
  /// The message of a task that ended at once.
  case taskDone
  /// The message of a task that failed at once.
  case taskRefused
}
