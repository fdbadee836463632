/// Whether a message was found in the table.
enum ArrivalText: Note {
  /// Nothing was looked up.
  case notChecked

  var code: String { "arrival_not_checked" }
  var subject: String? { nil }

  func english(_ face: Face) -> String { "The table was not searched for the newest message" }

  func chinese(_ face: Face) -> String { "未在表中查找最新消息" }
}
