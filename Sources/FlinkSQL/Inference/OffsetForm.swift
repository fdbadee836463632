/// How the offset from UTC is written in a time.
enum OffsetForm {
  /// `+08:00`.
  case extended
  /// `+0800`.
  case basic

  /// What stands between hours and minutes.
  var separator: String { self == .extended ? ":" : "" }
  /// The letters for it in patterns of Java's SimpleDateFormat, which take Z too.
  var letters: String { self == .extended ? "XXX" : "XX" }
}
