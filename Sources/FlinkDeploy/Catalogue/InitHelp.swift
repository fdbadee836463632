/// A text of the help of `init`.
enum InitHelp: CaseIterable, Worded {
  case command, discussion, output, overwrite, noCheck

  func english(_ face: Face) -> String {
    switch self {
    case .command: "Ask for the settings, check them, and write them to a file .env."
    case .discussion:
      """
      Answers come from flags, then from the environment, then from the terminal. Secrets have no flags, because other \
      users can see a command line. They are typed without echo, or come from ALIYUN_ACCESS_KEY_SECRET, PGPASSWORD, \
      KAFKA_SASL_PASSWORD and HOLOGRES_PASSWORD. Each system is connected to at once, and what fails is asked again.

      Without a terminal, answers that are missing are read from standard input: NAME=value lines, or one answer on \
      each line in the order of the questions. An empty flag skips an optional question.
        flink-deploy init --region cn-hangzhou < answers.env

      The file gets mode 600. The configuration of MCP clients is printed and contains no secret. Ctrl-C writes nothing.
      """
    case .output: "File to write. Default: FLINK_DEPLOY_ENV_FILE, or .env."
    case .overwrite: "Replace the file if it exists. Settings that are not asked for stay."
    case .noCheck: "Connect to nothing: check only the form of the answers."
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .command: "询问各项设置，检查后写入 .env 文件。"
    case .discussion:
      """
      答案依次来自选项、环境变量和终端。密钥和密码没有选项，因为其他用户可以看到命令行：输入时不显示，或来自 \
      ALIYUN_ACCESS_KEY_SECRET、PGPASSWORD、KAFKA_SASL_PASSWORD 和 HOLOGRES_PASSWORD。\
      每个系统的设置输入后立即连接，失败则重新询问。

      没有终端时，从标准输入读取缺少的答案：NAME=value 行，或按问题顺序每行一个答案。选项的值为空表示跳过可选问题。
        flink-deploy init --region cn-hangzhou < answers.env

      文件权限为 600。输出 MCP 客户端的配置，其中不含密钥和密码。按 Ctrl-C 不写入任何内容。
      """
    case .output: "要写入的文件。默认：FLINK_DEPLOY_ENV_FILE 指定的文件，或 .env。"
    case .overwrite: "文件已存在时替换。未询问的设置会保留。"
    case .noCheck: "不连接任何系统，只检查答案的格式。"
    }
  }
}
