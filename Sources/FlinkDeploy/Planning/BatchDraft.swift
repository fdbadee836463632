import JSONCoding

/// A batch as it was read, with all mistakes that show without a look at what exists.
struct BatchDraft: Sendable {
  /// The file that a batch comes from.
  struct Origin: Sendable {
    /// The path of the file.
    let file: String
    /// Its values with their places; nil for an empty file.
    let root: ManifestNode?
  }

  /// The pipelines that can be read, with the defaults.
  let pipelines: [BatchCheck.Pipeline]
  /// What becomes of deployments that exist already.
  var ifExists: BatchArguments.ExistingPolicy {
    options[.ifExists]?.string.flatMap(BatchArguments.ExistingPolicy.init) ?? .keep
  }

  /// The other arguments of the tool.
  private let options: JSONObject
  private let mistakes: [ManifestMistake]
  /// The file; nil for arguments of the tool.
  private let origin: Origin?

  /// A batch.
  /// - Parameters:
  ///   - pipelines: The pipelines that can be read, with the defaults.
  ///   - options: The other arguments of the tool.
  ///   - mistakes: What is wrong.
  ///   - origin: The file; nil for arguments of the tool.
  init(
    _ pipelines: [BatchCheck.Pipeline], _ options: JSONObject, _ mistakes: [ManifestMistake], origin: Origin? = nil
  ) {
    (self.pipelines, self.options, self.mistakes, self.origin) = (pipelines, options, mistakes, origin)
  }

  /// Arguments of the tool.
  /// - Parameter secrets: The passwords, keys and tokens of the settings.
  init(_ object: JSONObject, secrets: [String]) {
    var check = BatchCheck(secrets: secrets)
    let pipelines = check.pipelines(of: object, .arguments)
    self.init(pipelines, object, check.mistakes)
  }

  /// The batch, if nothing is wrong with it.
  /// - Parameter conflicts: What is wrong with it beside what exists.
  /// - Throws: ``Failure`` that lists all mistakes of all pipelines, those of a file with their lines and columns.
  func arguments(_ conflicts: [ManifestMistake] = []) throws(Failure) -> BatchArguments {
    let all = mistakes + conflicts.map { conflict in origin.map { conflict.placed(in: $0.root) } ?? conflict }
    guard all.isEmpty else {
      throw Failure(MalformedManifest(file: origin?.file, origin == nil ? all : all.inOrder))
    }
    return BatchArguments(pipelines, options)
  }
}
