import JSONCoding
import Testing

@testable import FlinkDeploy

/// A manifest of a test.
struct ManifestFile {
  /// What is in it.
  let manifest: Manifest

  /// A manifest with this text.
  init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  /// A manifest with these bytes.
  init(bytes: [UInt8]) { manifest = Manifest(file: "m.yaml", bytes: bytes) }

  /// Its pipelines.
  func arguments(_ options: JSONObject = [:], secrets: [String] = []) throws -> BatchArguments {
    try manifest.draft(options, secrets: secrets).arguments()
  }

  /// The mistakes, one in each element, without the name of the file and the list of known members.
  func mistakes(secrets: [String] = [], _ language: Language = .english) -> [String] {
    do throws(Failure) { _ = try manifest.draft([:], secrets: secrets).arguments() } catch {
      return Self.mistakes(error, language)
    }
    return []
  }

  /// The mistakes beside what exists, in the same form.
  func mistakes(beside application: Application) async -> [String] {
    do throws(Failure) { _ = try await arguments(beside: application) } catch { return Self.mistakes(error) }
    return []
  }

  /// Its pipelines, compared with each other beside what exists.
  func arguments(_ options: JSONObject = [:], beside application: Application) async throws(Failure) -> BatchArguments {
    try await BatchReview(application: application).arguments(of: manifest.draft(options, secrets: []))
  }

  private static func mistakes(_ failure: Failure, _ language: Language = .english) -> [String] {
    failure.problem.text(Voice(language, .commands)).split(separator: "\n").map { line in
      let text = String(line.trimmingPrefix("m.yaml:"))
      return text.firstRange(of: " (known").map { String(text[..<$0.lowerBound]) } ?? text
    }
  }

  /// The only pipeline of a manifest with these lines in it.
  static func pipeline(_ lines: String) throws -> JSONObject {
    let text = "version: 1\npipelines:\n  - topic: t\n    hologres_table: t\n"
    let indented = lines.split(separator: "\n").map { "    \($0)\n" }.joined()
    return try #require(try ManifestFile(text + indented).arguments().pipelines.first)
  }
}
