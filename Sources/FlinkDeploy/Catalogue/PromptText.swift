/// The text of a prompt.
enum PromptText: Worded {
  /// A safe deployment of a topic.
  case deployTopic(String, table: String, startup: String?)
  /// From the verdict on the job of this deployment to its cause.
  case diagnoseJob(deploymentID: String)

  func english(_ face: Face) -> String {
    switch self {
    case .deployTopic(let topic, let table, let startup):
      """
      Deploy the Kafka topic "\(topic)" to the Hologres table "\(table)".\(startup.map { " Use startup_mode \($0)." } ?? "")

      1. Call generate_and_deploy with dry_run true. Show me the SQL, all warnings, and each column whose verdict is not \
      "exact", with what happens to its values.
      2. If a conversion loses data or a column looks wrong, stop and ask me. Otherwise, ask me whether to deploy.
      3. Call generate_and_deploy with the same arguments without dry_run. If its outcome is in_progress, call \
      get_job_status with its aliyun_job_id and wait_seconds 45 until the operation has ended. Do not deploy again.
      4. Show me the deployment_id, the job_id and the status. If the call failed, show me the error and its remedy. Do \
      not try anything else without asking me.
      """
    case .diagnoseJob(let deploymentID):
      """
      Find out whether the job of the deployment "\(deploymentID)" writes its messages to the table.

      1. Call get_job_status with deployment_id "\(deploymentID)" and observe_seconds 15. The status RUNNING is not success: \
      health.verdict decides. Read health.reasons, health.last_exception and health.arrival as its evidence.
      2. Continue by the verdict:
         - FLOWING or IDLE: the job is well. Show me the rates, pending_records and arrival. If arrival.arrived is false, \
      tell me which row is missing.
         - STARTING: call get_job_status once more with observe_seconds 30.
         - LAGGING: compare records_in_per_second with pending_records. If recommendation has a parallelism, show it to me \
      with its reason. If parallelism equals topic_partitions, the topic needs more partitions.
         - BACKPRESSURED: the table takes rows more slowly than they arrive. Show me busy_percent, pending_records and the \
      recommendation, and ask me about the load of Hologres.
         - NOT_WRITING: nothing gets through. Ask me to check that the table exists, is not locked and accepts the rows, and \
      to run the doctor command.
         - CRASH_LOOP: last_exception has the root cause. If a reason names a topic, partition and offset, the job cannot \
      read that message: name the column that needs another type. Otherwise look for missing secrets, wrong passwords and \
      missing tables in the message.
         - NOT_RUNNING: read status and failure. If the job was stopped on purpose, ask me before you start it.
         - UNKNOWN: the evidence is missing or contradicts itself. Do not call the job healthy. Call get_job_status with \
      observe_seconds 30. If the verdict stays UNKNOWN, tell me which evidence is missing.
      3. Show me the verdict, since when it stands, its evidence, the most likely cause, and next_step. Do not stop, start or \
      deploy anything without asking me.
      """
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .deployTopic(let topic, let table, let startup):
      """
      将 Kafka Topic "\(topic)" 部署到 Hologres 表 "\(table)"。\(startup.map { "使用 startup_mode \($0)。" } ?? "")

      1. 使用 dry_run true 调用 generate_and_deploy。向我展示 SQL、所有警告，以及每个判定不是 "exact" 的字段及其值会发生的变化。
      2. 如果转换会丢失数据或某个字段看起来不正确，停下来询问我。否则询问我是否部署。
      3. 使用相同参数（去掉 dry_run）调用 generate_and_deploy。如果 outcome 为 in_progress，使用 aliyun_job_id 和 \
      wait_seconds 45 调用 get_job_status，直到操作结束。不要再次部署。
      4. 向我展示 deployment_id、job_id 和状态。如果调用失败，向我展示错误及其解决方法。未经询问，不要尝试其他操作。
      """
    case .diagnoseJob(let deploymentID):
      """
      查明作业 "\(deploymentID)" 的作业实例是否将消息写入表。

      1. 使用 deployment_id "\(deploymentID)" 和 observe_seconds 15 调用 get_job_status。状态 RUNNING 不代表成功：\
      以 health.verdict 为准，并阅读作为依据的 health.reasons、health.last_exception 和 health.arrival。
      2. 按 verdict 继续：
         - FLOWING 或 IDLE：作业实例正常。向我展示速率、pending_records 和 arrival。如果 arrival.arrived 为 false，\
      说明缺少哪一行。
         - STARTING：使用 observe_seconds 30 再次调用 get_job_status。
         - LAGGING：比较 records_in_per_second 和 pending_records。如果 recommendation 给出了并行度，连同理由展示给我。\
      如果 parallelism 等于 topic_partitions，则 Topic 需要更多分区。
         - BACKPRESSURED：表的写入速度低于消息到达的速度。向我展示 busy_percent、pending_records 和 recommendation，\
      并询问 Hologres 的负载。
         - NOT_WRITING：没有任何数据写入。请我检查表是否存在、是否锁定、是否接受这些行，并运行 doctor 命令。
         - CRASH_LOOP：根本原因在 last_exception 中。如果某条依据指出了 Topic、分区和位点，则作业实例无法读取该消息：\
      说明哪一列需要其他类型。否则在异常信息中查找缺少的变量、错误的密码和不存在的表。
         - NOT_RUNNING：阅读 status 和 failure。如果作业实例是有意停止的，启动前先询问我。
         - UNKNOWN：依据不足或相互矛盾，不要认为作业实例正常。使用 observe_seconds 30 调用 get_job_status。\
      如果 verdict 仍为 UNKNOWN，说明缺少哪些依据。
      3. 向我展示 verdict、开始时间、依据、最可能的原因和 next_step。未经询问，不要停止、启动或部署任何作业。
      """
    }
  }
}
