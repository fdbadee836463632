extension HelpText {
  func english(_ face: Face) -> String {
    switch self {
    case .program: "Deploy a Kafka topic to a Hologres table as a Flink SQL job on Alibaba Cloud."
    case .programDiscussion:
      [
        "Without a subcommand, it serves the Model Context Protocol on standard input and output, for MCP clients.", "",
        "Try it without a cloud account: flink-sandbox run -- flink-deploy deploy orders public.orders",
        "Show what would be deployed:    flink-deploy deploy orders public.orders --dry-run",
        "Check the settings:             flink-deploy doctor",
        "Show versions for programs:     flink-deploy --version --json", "",
        """
        Results are written to standard output (with --json, as one JSON object), progress and logs to standard error. \
        Exit codes: 0 done, 1 failed, 64 usage error or malformed setting, 75 still in progress at the end of --wait.
        """,
      ].joined(separator: "\n")
    case .serve: "Serve the Model Context Protocol on standard input and output."
    case .serveDiscussion: "MCP clients start this command. You do not need it in a terminal."
    case .deploy: "Deploy a topic to a table and start the job."
    case .deployDiscussion:
      """
      Columns come from --column, or are inferred from --samples, or from messages of the topic. The same command again \
      returns the same deployment. Ctrl-C cancels the operation and deletes the resources that it created.
      """
    case .update: "Change a deployment: its SQL, columns, resources or settings. A failed change is undone."
    case .updateDiscussion:
      """
      What you leave out keeps the value of the current version. Without flags, the topic and the table are read again.

      The running job stops with a savepoint, and the new version starts from it. If the new job fails or does not \
      write, the previous version runs again from the same savepoint. Changes of parallelism and checkpoint intervals \
      need no stop on VVR 8.0.1 or later.

      Look first, then apply exactly what you saw:
        flink-deploy update orders --parallelism 4 --dry-run
        flink-deploy update orders --parallelism 4 --plan-digest DIGEST
      """
    case .rollback: "Return a deployment to an earlier version."
    case .rollbackDiscussion:
      """
      The current state is kept where it fits. With --with-state-of-version, the job starts from the savepoint with \
      which that version was left: what came after it is read again.
      """
    case .versions: "List the versions of a deployment, or compare two."
    case .start: "Start a deployment from its latest state."
    case .stop: "Stop a job with a savepoint."
    case .status: "Show the current status of a job. Without an ID, list all recorded jobs, those in trouble first."
    case .recover: "Finish or roll back operations that an earlier process did not complete."
    case .recoverDiscussion:
      "Takes over operations whose process has ended, which is after their lease has expired, and waits for their end."
    case .doctor: "Check all settings and connections."
    case .database: "Manage the metadata database."
    case .databaseUpgrade: "Create or upgrade the schema."
    case .databaseStatus: "Show whether the schema is up to date."
    case .monitor:
      "Watch all jobs of the namespace, and send alerts: one message when something breaks, one when it is well."
    case .monitorDiscussion:
      """
      Reads the deployments of the namespace and judges the health of their jobs. An alert opens when a second look \
      confirms it. Messages go to the channels of FLINK_DEPLOY_ALERTS. FLINK_DEPLOY_ALERT_RULES names a YAML file with \
      thresholds, severities and silences.

      Several monitors of one metadata database share the work: one leads, the others replace it when it ends. \
      SIGTERM ends the monitor, and nothing is lost.

      Run it as a service, or from cron:
        flink-deploy monitor --metrics-file /var/lib/node-exporter/flink.prom
        flink-deploy monitor --once

      With --once, the command delivers for at most 30 seconds. Exit codes: 0 done, whatever is open, 1 if it could not \
      look or deliver.
      """
    case .alerts: "List open alerts and undelivered messages, acknowledge an alert, or test a channel."
    case .alertsDiscussion:
      """
      Without a subcommand, it lists. A channel is set with FLINK_DEPLOY_ALERTS=NAME and \
      FLINK_DEPLOY_ALERT_NAME_URL, and optionally _SECRET, _KIND and _SEVERITY.
      """
    case .alertsList: "List open alerts and undelivered messages."
    case .alertsAck:
      "Acknowledge an alert: it stays open until its problem is gone. An alert about a stopped job is resolved."
    case .alertsTest: "Send a test message to a channel. Exit codes: 0 taken, 1 not taken, 64 unknown channel."
    case .json: "Print one JSON object instead of a table."
    case .waitForRunning: "Seconds to wait for RUNNING. Then the command ends with exit code 75."
    case .waitUntil:
      "What to wait for once the job is started: RUNNING (default), or FLOWING: messages arrive in the table. "
        + "A job that fails or does not write is rolled back."
    case .waitForStop: "Seconds to wait for the end of the job. Then the command ends with exit code 75."
    case .waitForRecovery: "Seconds to wait for the end of all operations."
    case .topic: "Kafka topic."
    case .table: "Hologres table: table or schema.table."
    case .moreTable: "Another table to fill from the same topic. Repeatable."
    case .column:
      "Field and Flink type, for example id:BIGINT, or Kafka metadata, for example at:TIMESTAMP_LTZ(3):timestamp. "
        + "Repeatable."
    case .samples: "File with one JSON message per line to infer columns from. Use - for standard input."
    case .sqlFile: "File with a Flink SQL script to deploy unchanged. Use - for standard input."
    case .deploymentName: "Name of the deployment. Default: made from topic and tables."
    case .startupMode:
      "Start position in the topic: earliest-offset (default), latest-offset, group-offsets, timestamp or "
        + "specific-offsets."
    case .startupTimestamp: "Unix time in milliseconds to start from, with --startup-mode timestamp."
    case .startupOffset: "PARTITION=OFFSET to start from, with --startup-mode specific-offsets. Repeatable."
    case .eventTime: "Event-time field for the watermark, or kafka_timestamp. Default: detected from the messages."
    case .parallelism: "Parallelism of the job."
    case .jobManagerCPU: "CPU cores of the JobManager."
    case .jobManagerMemory: "Memory of the JobManager, for example 4GiB."
    case .taskManagerCPU: "CPU cores of each TaskManager."
    case .taskManagerMemory: "Memory of each TaskManager, for example 4GiB."
    case .checkpointInterval: "Seconds between checkpoints."
    case .restartStrategy: "Restart strategy: none, fixed-delay, failure-rate or exponential-delay."
    case .conf: "Flink configuration as KEY=VALUE. Repeatable."
    case .engineVersion: "Engine version, for example vvr-8.0.11-flink-1.17."
    case .deploymentTarget: "Deployment target (queue). Default: first available."
    case .idempotencyKey: "Idempotency key: the same key returns the same operation."
    case .noStart: "Stop at DEPLOYED without starting the job."
    case .dryRun: "Generate and validate the SQL without changing anything."
    case .updateTopic: "Kafka topic. Default: that of the current version."
    case .updateTable: "Target table, such as public.orders. Default: that of the current version."
    case .state:
      "State to start from: KEEP (default), OFFSETS (committed offsets of the consumer group), or DISCARD (none)."
    case .restart: "IF_NEEDED (default), or NEVER: only changes that a running job can take."
    case .acceptDrift: "Record changes that were made in the Flink console as a version first."
    case .updateDryRun: "Show the changes, the SQL and the compatibility. Nothing is changed."
    case .planDigest: "Digest of a dry run. The command fails if its plan is another one by now."
    case .updateWaitUntil:
      "What to wait for: FLOWING (default, messages arrive in the table) or RUNNING. "
        + "A job that fails or does not write is undone."
    case .rollbackTo: "Version to return to. Default: the one before the current version."
    case .withStateOfVersion: "Start from the savepoint with which that version was left."
    case .versionsDiff: "Two versions to compare: SQL as a unified diff, settings by key."
    case .startID: "Deployment ID, deployment name or job record number."
    case .restoreStrategy:
      "State to start from: LATEST_STATE (default), LATEST_SAVEPOINT, FROM_SAVEPOINT or NONE (discards the state)."
    case .savepointID: "Savepoint ID, with --restore-strategy FROM_SAVEPOINT."
    case .stopID, .statusID: "Job ID, deployment ID, deployment name or job record number."
    case .stopStrategy:
      "STOP_WITH_SAVEPOINT (default), STOP_WITH_DRAIN (the job should not be resumed) or NONE (no savepoint)."
    case .observe: "Seconds to watch a running job before its health is judged. Default: 0."
    case .watch:
      "Show a live view of the job until it ends or you press q. Without a terminal: a line every 5 seconds."
    case .history:
      "Show the history of the job: API calls that changed something, failures and rejected calls, with request IDs."
    case .once: "Make one round, deliver its messages, and end."
    case .interval: "Seconds from one round to the next."
    case .metricsFile:
      "File to write metrics to after each round, for the textfile collector of Prometheus' node exporter."
    case .alertID: "ID of the alert."
    case .channel: "Name of the channel, as in FLINK_DEPLOY_ALERTS."
    }
  }
}
