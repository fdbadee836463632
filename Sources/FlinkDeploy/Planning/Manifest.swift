import FoundationEssentials
import JSONCoding
import ModelContextProtocol
import YAML

/// A file that declares pipelines.
struct Manifest {
  /// The path of the file, for errors.
  let file: String
  /// The bytes of the file.
  let bytes: [UInt8]

  /// A manifest with these bytes.
  init(file: String, bytes: [UInt8]) { (self.file, self.bytes) = (file, bytes) }

  /// Reads a file.
  /// - Parameter path: The path of the file; `-` for standard input.
  /// - Throws: ``Failure`` if the file cannot be read.
  init(readingFrom path: String) throws(Failure) {
    let bytes = path == "-" ? StandardInput.readAll() : (try? Data(contentsOf: URL(filePath: path))).map(Array.init)
    guard let bytes else { throw Failure(MalformedManifest(file: path, [ManifestMistake(.unreadableFile)])) }
    self.init(file: path, bytes: bytes)
  }

  /// The pipelines of the manifest, and all mistakes in it.
  /// - Parameters:
  ///   - options: Arguments of the tool that win over those of the manifest, and those that a manifest cannot have.
  ///   - secrets: The passwords, keys and tokens of the settings.
  /// - Throws: ``Failure`` if the file is not YAML, or if libyaml is missing.
  func draft(_ options: JSONObject, secrets: [String]) throws(Failure) -> BatchDraft {
    try SystemLibrary.libyaml.load()
    let text: String
    do throws(UnreadableManifest) { text = try ManifestText(bytes).text } catch { throw failure([error.mistake]) }
    var composer = ManifestComposer()
    let root = composer.root(of: text)
    // What is not YAML has no members that could be missing.
    guard root != nil || composer.mistakes.isEmpty else { throw failure(composer.mistakes) }
    let form = BatchSchema.manifest
    let value = root?.json(form.document) ?? [:]
    var check = BatchCheck(secrets: secrets)
    var (pipelines, object) = ([BatchCheck.Pipeline](), JSONObject())
    if let members = value.object {
      object = members
      pipelines = check.pipelines(of: members, form)
    } else {
      check.refuse(value)
    }
    for choice in ["if_exists", "on_failure"] {
      object[choice] = object[choice]?.string.map { .string($0.uppercased()) }
    }
    for option in options.members { object[option.key] = option.value }
    return BatchDraft(
      pipelines, object, composer.mistakes + check.mistakes.map { $0.placed(in: root) },
      origin: .init(file: file, root: root))
  }

  private func failure(_ mistakes: [ManifestMistake]) -> Failure {
    Failure(MalformedManifest(file: file, mistakes.inOrder))
  }
}

extension [ManifestMistake] {
  /// The mistakes in the order of the file.
  var inOrder: [ManifestMistake] {
    let start = ManifestPlace(line: 0, column: 0)
    return sorted { ($0.place ?? start) < ($1.place ?? start) }
  }
}

extension ManifestMistake {
  /// The mistake with its place in the file.
  func placed(in root: ManifestNode?) -> ManifestMistake {
    var isOfKey = false
    if case .violation(.unknown) = fault { isOfKey = true }
    var mistake = self
    mistake.place = root?.place(of: path, isOfKey: isOfKey)
    return mistake
  }
}
