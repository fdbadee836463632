import JobHealth

/// How a piece of text looks on a terminal.
enum TextStyle: Sendable, Hashable {
  case plain, faint, strong
  /// Colours by what a reader should think: green, cyan, yellow, red, magenta.
  case good, neutral, warning, bad, unknown

  /// The style of a verdict.
  init(_ verdict: Verdict) {
    self =
      switch verdict {
      case .flowing: .good
      case .idle, .starting: .neutral
      case .lagging, .backpressured: .warning
      case .notWriting, .crashLoop: .bad
      case .unknown: .unknown
      case .notRunning: .strong
      }
  }

  /// The parameters of the control sequence that begins the style (ECMA-48, SGR); nil for plain text.
  fileprivate var parameters: String? {
    switch self {
    case .plain: nil
    case .faint: "2"
    case .strong: "1"
    case .good: "1;32"
    case .neutral: "1;36"
    case .warning: "1;33"
    case .bad: "1;31"
    case .unknown: "1;35"
    }
  }
}

/// A line of text in pieces of one style each.
struct StyledLine: Sendable, Equatable {
  /// A piece.
  struct Span: Sendable, Equatable {
    let text: String
    let style: TextStyle
  }

  private(set) var spans: [Span] = []

  /// A line of one style.
  init(_ text: String = "", _ style: TextStyle = .plain) { append(text, style) }

  /// Adds text at the end.
  mutating func append(_ text: String, _ style: TextStyle = .plain) {
    if !text.isEmpty { spans.append(Span(text: text, style: style)) }
  }

  /// The text without styles.
  var text: String { spans.map(\.text).joined() }

  /// The line in exactly this many columns: with `…` where it is too long, and with blanks where it is too short.
  func fitted(to width: Int) -> StyledLine {
    var line = StyledLine()
    var left = width
    let isTooLong = text.displayWidth > width
    for span in spans {
      let room = isTooLong ? left - 1 : left
      let part = span.text.prefix(width: max(0, room))
      line.append(String(part), span.style)
      left -= part.displayWidth
      if part.endIndex < span.text.endIndex { break }
    }
    if isTooLong, left > 0 {
      line.append("…", spans.last?.style ?? .plain)
      left -= 1
    }
    line.append(String(repeating: " ", count: max(0, left)))
    return line
  }

  /// The line for a terminal.
  /// - Parameter isColoured: Whether it has styles.
  func rendered(isColoured: Bool) -> String {
    spans.map { span in
      guard isColoured, let parameters = span.style.parameters else { return span.text }
      return "\u{1B}[\(parameters)m\(span.text)\u{1B}[0m"
    }.joined()
  }
}
