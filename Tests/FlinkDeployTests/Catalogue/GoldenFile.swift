import Foundation
import Testing

/// A committed file that a test compares with what it makes.
///
/// With the environment variable `FLINK_DEPLOY_UPDATE_GOLDEN`, the test writes the file instead.
enum GoldenFile {
  /// Compares `text` with the file at `path` in this repository.
  static func expect(_ text: String, at path: String) throws {
    let file = SourceCases.root.appending(path: path)
    if ProcessInfo.processInfo.environment["FLINK_DEPLOY_UPDATE_GOLDEN"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let committed = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let difference = text.components(separatedBy: "\n").difference(from: committed.components(separatedBy: "\n")).map {
      switch $0 {
      case .insert(let line, let text, _): "+\(line + 1): \(text)"
      case .remove(let line, let text, _): "-\(line + 1): \(text)"
      }
    }
    #expect(difference.isEmpty, "\(path) differs:\n\(difference.prefix(40).joined(separator: "\n"))")
  }
}
