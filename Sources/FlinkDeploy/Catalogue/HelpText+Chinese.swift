extension HelpText {
  func chinese(_ face: Face) -> String {
    switch self {
    case .program: "将 Kafka Topic 以阿里云 Flink SQL 作业的形式部署到 Hologres 表。"
    case .programDiscussion:
      """
      不带子命令时，通过标准输入和标准输出为 MCP 客户端提供 Model Context Protocol 服务。

      无需云账号试用：flink-sandbox run -- flink-deploy deploy orders public.orders
      查看将要部署的内容：flink-deploy deploy orders public.orders --dry-run
      检查配置：flink-deploy doctor
      输出供程序读取的版本：flink-deploy --version --json

      结果写入标准输出（使用 --json 时为一个 JSON 对象），进度和日志写入标准错误。退出码：0 完成，1 失败，\
      64 用法错误或配置无效，75 在 --wait 结束时仍在进行。
      """
    case .serve: "通过标准输入和标准输出提供 Model Context Protocol 服务。"
    case .serveDiscussion: "该命令由 MCP 客户端启动，无需在终端中使用。"
    case .deploy: "将 Topic 部署到表并启动作业。"
    case .deployDiscussion:
      """
      字段取自 --column；未指定时从 --samples 的消息推断，否则从 Topic 的消息推断。重复运行同一命令会返回同一作业。\
      按 Ctrl-C 可取消操作，并删除已创建的资源。
      """
    case .update: "更改作业的 SQL、列、资源或配置。失败的更改会撤销。"
    case .updateDiscussion:
      """
      未指定的内容保持当前版本的值。不带任何参数时，重新读取 Topic 和表。

      运行中的作业实例会带作业快照停止，新版本从该快照启动。如果新的作业实例失败或未写入，上一版本从同一快照重新运行。\
      在 VVR 8.0.1 及以上版本中，更改并行度和检查点间隔无需停止作业实例。

      先查看，再执行所查看的计划：
        flink-deploy update orders --parallelism 4 --dry-run
        flink-deploy update orders --parallelism 4 --plan-digest DIGEST
      """
    case .rollback: "将作业恢复到较早的版本。"
    case .rollbackDiscussion:
      """
      在状态兼容时保留当前状态。使用 --with-state-of-version 时，从该版本停止时的作业快照启动，之后的消息会重新读取。
      """
    case .versions: "列出作业的版本，或比较两个版本。"
    case .start: "从最新状态启动作业。"
    case .stop: "停止作业实例，并在停止前创建一次快照。"
    case .status: "显示作业实例的当前状态；未指定 ID 时列出所有已记录的作业实例，异常的排在前面。"
    case .recover: "完成或回滚此前进程未完成的操作。"
    case .recoverDiscussion: "在租约到期后接管进程已结束的操作，并等待这些操作结束。"
    case .doctor: "检查所有配置和连接。"
    case .database: "管理元数据库。"
    case .databaseUpgrade: "创建或升级表结构。"
    case .databaseStatus: "显示表结构是否为最新版本。"
    case .monitor: "监控项目空间的全部作业并发送告警：出现异常时一条消息，恢复时一条消息。"
    case .monitorDiscussion:
      """
      读取项目空间的作业并判断作业实例的健康状态。再次查看确认后才产生告警，消息发送到 FLINK_DEPLOY_ALERTS 中的通道。\
      FLINK_DEPLOY_ALERT_RULES 指定包含阈值、级别和静默设置的 YAML 文件。

      使用同一元数据库的多个监控进程分担工作：一个工作，其他进程在其结束后接替。SIGTERM 结束监控进程，不会丢失任何内容。

      作为服务运行，或由 cron 运行：
        flink-deploy monitor --metrics-file /var/lib/node-exporter/flink.prom
        flink-deploy monitor --once

      使用 --once 时，最多用 30 秒送达消息。退出码：0 完成（无论有多少告警），1 无法查看或送达。
      """
    case .alerts: "列出未恢复的告警和未送达的消息、确认告警或测试通道。"
    case .alertsDiscussion:
      """
      不带子命令时列出告警。通道由 FLINK_DEPLOY_ALERTS=NAME 和 FLINK_DEPLOY_ALERT_NAME_URL 设置，\
      还可以设置 _SECRET、_KIND 和 _SEVERITY。
      """
    case .alertsList: "列出未恢复的告警和未送达的消息。"
    case .alertsAck: "确认告警：告警保持未恢复状态，直到问题消除。关于已停止作业实例的告警随即恢复。"
    case .alertsTest: "向通道发送测试消息。退出码：0 已接收，1 未接收，64 通道不存在。"
    case .json: "输出一个 JSON 对象，而不是表格。"
    case .waitForRunning: "等待 RUNNING 的秒数，超时后以退出码 75 结束。"
    case .waitUntil:
      "启动后等待的目标：RUNNING（默认），或 FLOWING（消息写入表）。反复失败或未写入的作业实例会回滚。"
    case .waitForStop: "等待作业实例结束的秒数，超时后以退出码 75 结束。"
    case .waitForRecovery: "等待所有操作结束的秒数。"
    case .topic: "Kafka Topic。"
    case .table: "Hologres 表：table 或 schema.table。"
    case .moreTable: "由同一 Topic 写入的其他表，可重复指定。"
    case .column: "字段和 Flink 数据类型，例如 id:BIGINT；或 Kafka 元数据，例如 at:TIMESTAMP_LTZ(3):timestamp。可重复指定。"
    case .samples: "用于推断字段的文件，每行一条 JSON 消息；- 表示标准输入。"
    case .sqlFile: "按原样部署的 Flink SQL 脚本文件；- 表示标准输入。"
    case .deploymentName: "作业名称。默认由 Topic 和表名组成。"
    case .startupMode:
      "Topic 的启动位点：earliest-offset（默认）、latest-offset、group-offsets、timestamp 或 specific-offsets。"
    case .startupTimestamp: "启动位点的毫秒级 Unix 时间戳，与 --startup-mode timestamp 一起使用。"
    case .startupOffset: "启动位点 PARTITION=OFFSET，与 --startup-mode specific-offsets 一起使用，可重复指定。"
    case .eventTime: "用于 Watermark 的事件时间字段，或 kafka_timestamp。默认根据消息自动识别。"
    case .parallelism: "作业的并行度。"
    case .jobManagerCPU: "JobManager 的 CPU 核数。"
    case .jobManagerMemory: "JobManager 的内存，例如 4GiB。"
    case .taskManagerCPU: "每个 TaskManager 的 CPU 核数。"
    case .taskManagerMemory: "每个 TaskManager 的内存，例如 4GiB。"
    case .checkpointInterval: "系统检查点间隔（秒）。"
    case .restartStrategy: "重启策略：none、fixed-delay、failure-rate 或 exponential-delay。"
    case .conf: "Flink 配置 KEY=VALUE，可重复指定。"
    case .engineVersion: "引擎版本，例如 vvr-8.0.11-flink-1.17。"
    case .deploymentTarget: "部署目标（队列）。默认为第一个可用的部署目标。"
    case .idempotencyKey: "幂等键：相同的键返回同一操作。"
    case .noStart: "不启动作业，停在 DEPLOYED。"
    case .dryRun: "仅生成并校验 SQL，不做任何更改。"
    case .updateTopic: "Kafka Topic。默认：当前版本的值。"
    case .updateTable: "目标表，例如 public.orders。默认：当前版本的值。"
    case .state: "启动时使用的状态：KEEP（默认）、OFFSETS（消费组已提交的位点）或 DISCARD（无状态）。"
    case .restart: "IF_NEEDED（默认），或 NEVER：只执行运行中的作业实例可以应用的更改。"
    case .acceptDrift: "先将在 Flink 开发控制台中所做的更改记录为一个版本。"
    case .updateDryRun: "显示更改、SQL 和兼容性，不做任何更改。"
    case .planDigest: "试运行的摘要。如果计划已不同，则命令失败。"
    case .updateWaitUntil:
      "等待的目标：FLOWING（默认，消息写入表）或 RUNNING。反复失败或未写入的更改会撤销。"
    case .rollbackTo: "要恢复到的版本。默认：当前版本的前一个版本。"
    case .withStateOfVersion: "从该版本停止时的作业快照启动。"
    case .versionsDiff: "要比较的两个版本：SQL 显示为统一差异格式，配置按键比较。"
    case .startID: "作业 ID、作业名称或作业记录编号。"
    case .restoreStrategy:
      "启动策略：LATEST_STATE（默认）、LATEST_SAVEPOINT、FROM_SAVEPOINT 或 NONE（丢弃状态）。"
    case .savepointID: "作业快照 ID，与 --restore-strategy FROM_SAVEPOINT 一起使用。"
    case .stopID, .statusID: "作业实例 ID、作业 ID、作业名称或作业记录编号。"
    case .stopStrategy: "STOP_WITH_SAVEPOINT（默认）、STOP_WITH_DRAIN（此后不应恢复运行）或 NONE（不创建快照）。"
    case .observe: "判断健康状态前观察作业实例的秒数。默认值：0。"
    case .watch: "实时显示作业实例，直到其结束或按下 q 键。非终端时每 5 秒输出一行。"
    case .history: "显示作业实例的历史：产生更改的 API 调用、失败以及已拒绝的调用，包含请求 ID。"
    case .once: "只查看一轮，送达消息后结束。"
    case .interval: "两轮之间的秒数。"
    case .metricsFile: "每轮之后写入监控指标的文件，供 Prometheus node exporter 的 textfile 采集器读取。"
    case .alertID: "告警 ID。"
    case .channel: "通道名称，与 FLINK_DEPLOY_ALERTS 中一致。"
    }
  }
}
