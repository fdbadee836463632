import ModelContextProtocol

extension Prompt {
  /// Guides a model through a safe deployment of a topic.
  /// - Parameter voice: The language of the text.
  static func deployTopic(_ voice: Voice) -> Prompt {
    Prompt(
      name: "deploy_topic", title: "Deploy a topic",
      description: "Deploys a Kafka topic to a Hologres table: first a dry run, then the deployment.",
      arguments: [
        Argument(name: "topic", title: "Topic", description: "Kafka topic.", isRequired: true),
        Argument(
          name: "hologres_table", title: "Table", description: "Hologres table: table or schema.table.",
          isRequired: true),
        Argument(
          name: "startup_mode", title: "Start position",
          description: "Start position in the topic. Default: earliest-offset.", isRequired: false,
          completions: { prefix in
            ["earliest-offset", "latest-offset", "group-offsets", "timestamp", "specific-offsets"]
              .filter { $0.hasPrefix(prefix) }
          }),
      ]
    ) { values in
      PromptText.deployTopic(
        values["topic"] ?? "", table: values["hologres_table"] ?? "", startup: values["startup_mode"]
      ).text(voice)
    }
  }
}
