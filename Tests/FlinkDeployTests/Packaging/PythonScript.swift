import Sandbox
import TestSupport

import class Foundation.Thread

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A script of this repository.
enum PythonScript {
  /// Runs Python to its end.
  /// - Parameters:
  ///   - arguments: The script and its arguments.
  ///   - environment: Variables beside `PATH`.
  /// - Returns: How it ended, and standard output.
  static func run(
    _ arguments: [String], environment: [String: String] = [:]
  ) async throws -> (ending: ChildProcess.Ending, output: String) {
    let output = try Pipe()
    let child = try ChildProcess(
      ["python3"] + arguments,
      environment: environment.merging(["PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"]) { own, _ in own },
      streams: .init(output: output.writeEnd))
    close(output.writeEnd)
    var text = ""
    for await line in Wire.lines(of: output.readEnd) { text += String(decoding: line, as: UTF8.self) + "\n" }
    let ending = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: child.wait()) }
    }
    return (ending, text)
  }
}
