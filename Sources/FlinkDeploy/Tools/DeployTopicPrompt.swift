import ModelContextProtocol

extension Prompt {
  /// Walks an assistant through deploying a topic safely.
  static let deployTopic = Prompt(
    name: "deploy_topic", title: "Deploy a topic",
    description: "Moves a Kafka topic into a Hologres table, looking before acting.",
    arguments: [
      Argument(name: "topic", title: "Topic", description: "The Kafka topic.", isRequired: true),
      Argument(
        name: "hologres_table", title: "Table", description: "The Hologres table: table or schema.table.",
        isRequired: true),
      Argument(
        name: "startup_mode", title: "Start at", description: "Where in the topic the job begins.", isRequired: false,
        completions: { prefix in
          ["earliest-offset", "latest-offset", "group-offsets", "timestamp", "specific-offsets"]
            .filter { $0.hasPrefix(prefix) }
        }),
    ]
  ) { values in
    let startup = values["startup_mode"].map { " Let it begin at \($0)." } ?? ""
    return """
      Move the Kafka topic "\(values["topic"] ?? "")" into the Hologres table "\(values["hologres_table"] ?? "")".\(startup)

      1. Call generate_and_deploy with dry_run true. Show me the SQL, and every column whose verdict is not "exact", with \
      what happens to its values; and every warning.
      2. If something is lossy or looks wrong, stop and ask me. Otherwise ask me whether to go on.
      3. Call generate_and_deploy with the same arguments and without dry_run. If its outcome is in_progress, call \
      get_job_status with its aliyun_job_id and wait_seconds 45 until it is over; do not deploy again.
      4. Tell me the deployment_id, the job_id and the status. If it failed, tell me the error and its remedy, and do \
      not try anything else without asking me.
      """
  }
}
