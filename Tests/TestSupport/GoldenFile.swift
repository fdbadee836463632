import Foundation

/// A committed file that a test compares with what it makes.
///
/// With the environment variable `FLINK_DEPLOY_UPDATE_GOLDEN`, the file is written first (`make golden`).
public enum GoldenFile {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The lines in which `text` and the file differ, each with its number; empty if they are the same.
  /// - Parameter path: The path of the file in this repository.
  public static func differences(of text: String, from path: String) throws -> [String] {
    let file = root.appending(path: path)
    if ProcessInfo.processInfo.environment["FLINK_DEPLOY_UPDATE_GOLDEN"] != nil {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let committed = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n").difference(from: committed.components(separatedBy: "\n")).map {
      switch $0 {
      case .insert(let line, let text, _): "+\(line + 1): \(text)"
      case .remove(let line, let text, _): "-\(line + 1): \(text)"
      }
    }
  }
}
