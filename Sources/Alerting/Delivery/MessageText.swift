/// A message in the language of its reader.
public struct MessageText: Sendable, Equatable {
  /// One line: `FIRING` or `RESOLVED` (Chinese: `告警` or `恢复`), what, and which job.
  public var title: String
  /// The lines below the title, without line breaks: since when, the root cause, what to do, links, and the IDs of the
  /// alerts.
  public var lines: [String]

  /// A text.
  public init(title: String, lines: [String]) {
    self.title = title
    self.lines = lines
  }
}
