public import JSONCoding
public import Sandbox

import class Foundation.Thread

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program of this package as a child process with pipes.
public final class Program: Sendable {
  /// The process.
  public let child: ChildProcess
  /// Its standard input and output.
  public let wire: Wire
  private let errors: Task<String, Never>

  /// Starts `name`, which lies beside the tests.
  /// - Parameter directory: The working directory; nil for that of the tests.
  public init(
    _ name: String, _ arguments: [String] = [], environment: [String: String], directory: String? = nil
  ) throws {
    let (input, output, errors) = (try Pipe(), try Pipe(), try Pipe())
    let shell = directory.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0] } ?? []
    child = try ChildProcess(
      shell + [Program.path(of: name)] + arguments, environment: environment,
      streams: .init(input: input.readEnd, output: output.writeEnd, error: errors.writeEnd))
    close(input.readEnd)
    close(output.writeEnd)
    close(errors.writeEnd)
    wire = Wire(input: input.writeEnd, output: output.readEnd)
    let errorLines = Wire.lines(of: errors.readEnd)
    self.errors = Task {
      var text = ""
      for await line in errorLines { text += String(decoding: line, as: UTF8.self) + "\n" }
      return text
    }
  }

  /// The path of an executable of this package.
  public static func path(of name: String) -> String {
    guard let resolved = realpath("/proc/self/exe", nil) else { return name }
    defer { free(resolved) }
    let own = String(cString: resolved)
    return "\(own[..<(own.lastIndex(of: "/") ?? own.startIndex)])/\(name)"
  }

  /// Writes text to standard input.
  public func send(_ text: String) { wire.send(text) }

  /// Closes standard input.
  public func endInput() { wire.endInput() }

  /// The next line of standard output; nil at its end.
  public func nextLine() async -> String? { await wire.nextLine() }

  /// Messages up to and with the answer to request `id`.
  public func messages(upTo id: JSON) async throws -> [JSON] { try await wire.messages(upTo: id) }

  /// Waits for the end: exit, what is left of standard output, all of standard error.
  public func wait() async -> (ending: ChildProcess.Ending, output: String, error: String) {
    var output = ""
    while let line = await nextLine() { output += line + "\n" }
    let child = child
    let ending = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: child.wait()) }
    }
    return (ending, output, await errors.value)
  }

  /// Runs a program without input to its end.
  public static func run(
    _ name: String, _ arguments: [String], environment: [String: String], directory: String? = nil
  ) async throws -> (ending: ChildProcess.Ending, output: String, error: String) {
    let program = try Program(name, arguments, environment: environment, directory: directory)
    program.endInput()
    return await program.wait()
  }
}
