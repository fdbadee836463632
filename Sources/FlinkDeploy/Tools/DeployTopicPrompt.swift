import ModelContextProtocol

extension Prompt {
  /// Guides a model through a safe deployment of a topic.
  static let deployTopic = Prompt(
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
    let startup = values["startup_mode"].map { " Use startup_mode \($0)." } ?? ""
    return """
      Deploy the Kafka topic "\(values["topic"] ?? "")" to the Hologres table "\(values["hologres_table"] ?? "")".\(startup)

      1. Call generate_and_deploy with dry_run true. Show me the SQL, all warnings, and each column whose verdict is not \
      "exact", with what happens to its values.
      2. If a conversion loses data or a column looks wrong, stop and ask me. Otherwise, ask me whether to deploy.
      3. Call generate_and_deploy with the same arguments without dry_run. If its outcome is in_progress, call \
      get_job_status with its aliyun_job_id and wait_seconds 45 until the operation has ended. Do not deploy again.
      4. Show me the deployment_id, the job_id and the status. If the call failed, show me the error and its remedy. Do \
      not try anything else without asking me.
      """
  }
}
