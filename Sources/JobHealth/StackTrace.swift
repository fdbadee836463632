/// Java's stack traces.
enum StackTrace {
  /// What stands before each deeper cause.
  static let causedBy = "Caused by: "

  /// The lines that are not frames: the messages of the exception and its causes.
  static func messages(in trace: String) -> [Substring] {
    trace.prefix(100_000).split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("\t") }
  }

  /// The first line of the deepest cause: the class, and the message behind it.
  static func rootCause(of trace: String) -> (exception: String, message: String?)? {
    let lines = messages(in: trace)
    let causes = lines.filter { $0.hasPrefix(causedBy) }.map { $0.dropFirst(causedBy.count) }
    guard let line = causes.last ?? lines.first else { return nil }
    let exception = line.prefix { $0.isLetter || $0.isNumber || "._$".contains($0) }
    guard !exception.isEmpty else { return nil }
    let rest = line.dropFirst(exception.count).drop { $0 == ":" || $0 == " " }
    return (
      String(unshaded(exception)).shortened(to: 200), rest.isEmpty ? nil : String(rest).shortened(to: 300)
    )
  }

  /// The field that Flink's JSON format could not convert, behind the fields around it; nil if the trace names none.
  static func refusedField(in trace: String) -> String? {
    let names = messages(in: trace).compactMap { line -> Substring? in
      guard let begin = line.firstRange(of: "Fail to deserialize at field: ")?.upperBound else { return nil }
      return line[begin...].hasSuffix(".") ? line[begin...].dropLast() : line[begin...]
    }
    return names.isEmpty ? nil : names.joined(separator: ".").shortened(to: 200)
  }

  /// The class without the package that Flink moves libraries into.
  private static func unshaded(_ exception: Substring) -> Substring {
    guard exception.hasPrefix("org.apache.flink."), let shaded = exception.firstRange(of: ".shaded.") else {
      return exception
    }
    let parts = exception[shaded.upperBound...].split(separator: ".", maxSplits: 1)
    return parts.count == 2 ? parts[1] : exception
  }
}

extension String {
  /// The first characters, with `…` where some are left out.
  func shortened(to length: Int) -> String {
    count > length ? String(prefix(length - 1)) + "…" : self
  }
}
