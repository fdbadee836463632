import JSONCoding

/// A manifest of deployments that exist.
struct ManifestExport {
  /// A pipeline of the manifest.
  struct Pipeline: Sendable {
    /// The name of the deployment.
    let name: String
    /// The arguments of `generate_and_deploy`, as far as they are known.
    var arguments: JSONObject
    /// What a reader should know about it.
    var notes: [ManifestNote]
  }

  /// The pipelines, by name.
  let pipelines: [Pipeline]
  /// What a reader should know about the whole.
  let notes: [ManifestNote]

  /// A manifest.
  init(_ pipelines: [Pipeline], notes: [ManifestNote] = []) {
    self.pipelines = pipelines.sorted { $0.name < $1.name }
    self.notes = [.header] + (pipelines.isEmpty ? [.nothing] : []) + notes
  }

  /// The manifest as JSON, without the notes.
  var json: JSON {
    ["version": 1, "pipelines": .array(pipelines.map { .object($0.arguments) })]
  }

  /// The manifest as YAML, with the notes as comments.
  func text(_ voice: Voice) -> String {
    var writer = ManifestWriter()
    for note in notes { writer.comment(note.text(voice), 0) }
    writer.line("version: 1", 0)
    writer.line(pipelines.isEmpty ? "pipelines: []" : "pipelines:", 0)
    for pipeline in pipelines {
      for note in pipeline.notes { writer.comment(note.text(voice), 2) }
      writer.members(pipeline.arguments, 4, isElement: true)
    }
    return writer.text
  }
}
