import FlinkSQL
import PipelineTypes

/// Random messages of one topic, and their fields: inferred from some of them, or declared.
struct RandomMessages {
  /// The fields.
  let schema: MessageSchema
  /// What each field holds, by its name.
  let labels: [ExactName: String]
  /// The messages, and how each relates to the verdicts.
  let messages: [(value: [UInt8], standing: Standing)]

  /// Random messages; nil if nothing can be inferred from them, or if they look like changes of rows.
  /// - Throws: The generator's problem with a declaration.
  init?(_ random: inout SeededGenerator) throws {
    if random.chance(25) {
      let declaration = RandomDeclaration(&random)
      schema = try MessageSchema(columns: declaration.columns)
      labels = declaration.labels
      messages =
        (0..<10).map { _ in (declaration.message(&random), .declared) } + [([], .stray), (Array("{}".utf8), .stray)]
    } else {
      let topic = RandomTopic(&random)
      var inference = SchemaInference()
      for message in topic.samples { inference.observe(SampledMessage(position: nil, value: message)) }
      guard let inferred = try? inference.schema(), !inferred.format.isChangeLog else { return nil }
      schema = inferred
      labels = topic.labels
      messages = topic.samples.map { ($0, .sampled) } + topic.strays.map { ($0, .stray) }
    }
  }
}
