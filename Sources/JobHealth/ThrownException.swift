/// An exception of a stack trace.
struct ThrownException: Sendable {
  /// The class, without the package that Flink moves libraries into.
  let name: String
  /// The lines of the message.
  var lines: [Substring]

  /// An exception by the first line of its trace; nil if the line names none.
  ///
  /// An exception whose message is the text of its cause becomes that cause. Text before the first exception is left
  /// out, such as the reason that Alibaba Cloud puts before a trace.
  init?(_ line: Substring) {
    var rest = line.drop { $0 == " " }
    var found = Self.className(at: rest)
    while found == nil, let colon = rest.firstRange(of: ": ")?.upperBound {
      rest = rest[colon...]
      found = Self.className(at: rest).flatMap { Self.isException($0) ? $0 : nil }
    }
    guard var name = found else { return nil }
    rest = Self.text(of: rest.dropFirst(name.count))
    while !name.hasSuffix("ClassNotFoundException"), let inner = Self.className(at: rest), Self.isException(inner) {
      name = inner
      rest = Self.text(of: rest.dropFirst(inner.count))
    }
    self.name = Self.unshaded(name)
    lines = rest.isEmpty ? [] : [rest]
  }

  /// What follows the class and its colon.
  private static func text(of rest: Substring) -> Substring { rest.drop { $0 == ":" || $0 == " " } }

  /// The class at the beginning of a text; nil if another word is there.
  private static func className(at text: Substring) -> Substring? {
    let name = text.prefix { $0.isLetter || $0.isNumber || "._$".contains($0) }
    let next = text.dropFirst(name.count).first
    guard next == nil || next == ":" || next == "{" else { return nil }
    let last = name.lastIndex(of: ".").map { name[name.index(after: $0)...] }
    let isClass = last.map { $0.first?.isUppercase == true } ?? isException(name)
    return isClass ? name : nil
  }

  /// Whether a class is one of exceptions by its name.
  private static func isException(_ name: Substring) -> Bool {
    ["Exception", "Error", "Throwable"].contains { name.hasSuffix($0) && name.count > $0.count }
  }

  private static let topDomains: Set<Substring> = ["cn", "com", "io", "java", "javax", "net", "org"]

  /// The class without the package that Flink and its connectors move libraries into.
  private static func unshaded(_ name: Substring) -> String {
    guard let shaded = name.firstRange(of: ".shaded.") else { return String(name) }
    let parts = name[shaded.upperBound...].split(separator: ".")
    // The name of the library can stand before its package: `shaded.jackson2.com.fasterxml`.
    guard let begin = parts.prefix(3).firstIndex(where: topDomains.contains) else { return String(name) }
    return parts[begin...].joined(separator: ".")
  }

  /// The class without its package.
  private var simpleName: Substring { name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? name[...] }

  private static let alwaysHollow: Set<Substring> = [
    "AsynchronousException", "ExceptionInChainedOperatorException", "InterruptedException", "TimerException",
  ]
  /// Classes that say nothing without a message.
  private static let hollowWithoutMessage: Set<String> = [
    "java.io.EOFException", "java.io.IOException", "java.lang.Exception", "java.lang.IllegalArgumentException",
    "java.lang.IllegalStateException", "java.lang.NullPointerException", "java.lang.RuntimeException",
    "java.lang.Throwable", "java.lang.reflect.InvocationTargetException", "java.net.SocketException",
    "java.net.SocketTimeoutException", "java.nio.channels.ClosedChannelException", "java.sql.SQLException",
    "java.util.concurrent.CancellationException", "java.util.concurrent.CompletionException",
    "java.util.concurrent.ExecutionException", "java.util.concurrent.TimeoutException",
    "org.apache.flink.util.FlinkException", "org.apache.flink.util.FlinkRuntimeException",
    "org.apache.flink.util.SerializedThrowable",
  ]
  /// Messages that only say that something below failed.
  private static let hollowMessages = [
    "Recovery is suppressed by ", "Global failure triggered by OperatorCoordinator",
    "One or more fetchers have encountered exception", "SplitFetcher thread ",
    "Failed to deserialize consumer record due to", "Could not perform checkpoint ", "Could not complete snapshot ",
    "Could not materialize checkpoint ", "Job execution failed",
  ]

  /// Whether it only says that something failed.
  var isHollow: Bool {
    if Self.alwaysHollow.contains(simpleName) { return true }
    guard let message else { return Self.hollowWithoutMessage.contains(name) }
    return Self.hollowMessages.contains { message.hasPrefix($0) }
  }

  private static let networkNames: Set<Substring> = [
    "ConnectException", "NoRouteToHostException", "SocketException", "SocketTimeoutException", "UnknownHostException",
  ]

  /// Whether it is one of Java's network.
  var isOfNetwork: Bool { name.hasPrefix("java.net.") && Self.networkNames.contains(simpleName) }

  /// Whether it is one of a database driver.
  var isOfDriver: Bool { simpleName == "PSQLException" || simpleName.hasPrefix("HoloClient") }

  /// The message in one line, without secrets; nil if there is none.
  var message: String? {
    let text = ExceptionMessage(lines, ofHologresClient: simpleName.hasPrefix("HoloClient")).text
    return text.isEmpty || text == "null" ? nil : SecretMask.mask(text)
  }
}
