import FlinkSQL

/// Random messages of one topic, and their fields: inferred from some of them, or declared.
struct RandomMessages {
  let schema: MessageSchema
  /// What each field holds, by its name.
  let labels: [ExactName: String]
  let messages: [(value: [UInt8], standing: Standing)]

  /// - Returns: nil where nothing can be inferred, or changes of rows are.
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
