/// A stack trace as Java prints it: an exception and its causes.
struct StackTrace: Sendable {
  private static let causedBy = "Caused by: "
  private static let suppressed = "Suppressed: "

  /// The lines that are part of messages: neither frames nor suppressed exceptions.
  private(set) var messages: [Substring] = []
  /// The exceptions, outermost first.
  private(set) var exceptions: [ThrownException] = []

  /// Whether the next line can continue the message of the newest exception.
  private var isInMessage = true
  private var isInSuppressed = false

  /// Reads a text that holds a stack trace, or only the first line of one.
  init(_ text: String) {
    for line in text.prefix(100_000).split(whereSeparator: \.isNewline) { read(line) }
  }

  private mutating func read(_ line: Substring) {
    let text = line.drop { $0 == " " || $0 == "\t" }
    let isIndented = text.startIndex != line.startIndex
    let isCause = text.hasPrefix(Self.causedBy)
    if isIndented, text.hasPrefix(Self.suppressed) {
      isInSuppressed = true
    } else if !isIndented, isCause {
      isInSuppressed = false
    }
    // A tab begins frames and all of a suppressed exception but the other lines of its message.
    if line.first == "\t" || isInSuppressed || Self.isFrame(text) {
      isInMessage = false
      return
    }
    if isCause {
      let cause = text.dropFirst(Self.causedBy.count)
      isInMessage = !cause.hasPrefix("[CIRCULAR REFERENCE") && add(cause)
    } else if exceptions.isEmpty {
      _ = add(line)
    } else if isInMessage {
      messages.append(line)
      exceptions[exceptions.count - 1].lines.append(text)
    }
  }

  /// Adds an exception by its first line.
  /// - Returns: Whether the line names one.
  private mutating func add(_ line: Substring) -> Bool {
    messages.append(line)
    guard let exception = ThrownException(line) else { return false }
    exceptions.append(exception)
    return true
  }

  /// Whether a line is a frame, or says how many frames are left out.
  private static func isFrame(_ text: Substring) -> Bool {
    if text.hasPrefix("... ") { return text.dropFirst(4).first?.isNumber == true }
    guard text.hasPrefix("at ") else { return false }
    let call = text.dropFirst(3)
    let name = call.prefix { $0.isLetter || $0.isNumber || "._$/<>@-".contains($0) }
    return name.contains(".") && call.dropFirst(name.count).first == "("
  }

  /// The innermost exception that says something; nil if the text names no exception.
  var rootCause: (exception: String, message: String?)? {
    guard let innermost = exceptions.indices.last else { return nil }
    let index = exceptions.lastIndex { !$0.isHollow } ?? innermost
    let root = exceptions[index]
    let name = root.name.shortened(to: 200)
    guard root.isOfNetwork, index > 0, exceptions[index - 1].isOfDriver, let failed = exceptions[index - 1].message
    else { return (name, root.message?.shortened(to: 300)) }
    // The exception of the network does not say which server it is about.
    return (name, "\(root.message.map { "\($0) (\(failed))" } ?? failed)".shortened(to: 300))
  }

  /// Whether every exception only says that something failed.
  var isHollow: Bool { exceptions.allSatisfy(\.isHollow) }

  /// The field that Flink's JSON format could not convert, behind the fields around it; nil if the trace names none.
  var refusedField: String? {
    let names = messages.compactMap { line -> Substring? in
      guard let begin = line.firstRange(of: "Fail to deserialize at field: ")?.upperBound else { return nil }
      return line[begin...].hasSuffix(".") ? line[begin...].dropLast() : line[begin...]
    }
    return names.isEmpty ? nil : names.joined(separator: ".").shortened(to: 200)
  }
}

extension String {
  /// The first characters, with `…` where some are left out.
  func shortened(to length: Int) -> String {
    count > length ? String(prefix(length - 1)) + "…" : self
  }
}
