import DeploymentStore
import Deployments
import Postgres

extension StoreError.Cause {
  func chinese(_ face: Face) -> String {
    switch self {
    case .said(let words, let sqlState): sqlState.map { "\(words)（SQLSTATE \($0)）" } ?? words
    case .noReasonGiven: "连接失败"
    case .malformedURI: "连接 URI 格式错误"
    case .noTLS:
      "服务器不支持 TLS，flink-deploy 不会以明文发送密码"
    case .noAnswer: "服务器未及时响应"
    case .cancelled: "语句已取消"
    case .unexpectedColumn(let name): "结果中列 '\(name)' 的值不符合预期"
    case .unreadableRow(let table): "无法读取表 '\(table)' 的一行"
    case .outdatedTables: "表不存在或版本过旧"
    case .newerTables(let version, let known): "表的版本为 \(version)，本程序最高支持版本 \(known)"
    case .notConfigured: "未设置 DATABASE_URL"
    case .ownedByAnotherProcess: "另一个进程已接管该操作"
    case .contention: "其他进程反复发起同一操作"
    }
  }
}

extension PostgresError {
  func chinese(_ face: Face) -> String { StoreError.Cause(self).chinese(face) }
}

extension StoreRemedy {
  func chinese(_ face: Face) -> String {
    switch self {
    case .allowClearText: "在服务器上启用 TLS，或在 DATABASE_URL 中添加 sslmode=prefer 以允许明文"
    case .startDatabase: "启动数据库或修正 DATABASE_URL。阿里云中未做任何更改"
    case .upgradeDatabase:
      switch face {
      case .tools: "请用户在命令行中升级元数据库（database upgrade）"
      case .commands: "运行 'flink-deploy database upgrade'"
      }
    case .updateProgram:
      switch face {
      case .tools: "请用户安装最新版本的 flink-deploy。未做任何更改"
      case .commands: "安装最新版本的 flink-deploy。未做任何更改"
      }
    case .configureDatabase: "将 DATABASE_URL 设置为 postgresql://user:password@host:port/database"
    case .checkStatus:
      switch face {
      case .tools: "使用 \(Argument.aliyunJobID.name(face)) 调用 \(ToolName.getJobStatus.rawValue)"
      case .commands: "运行 '\(ToolName.getJobStatus.name(face))' 查看状态"
      }
    case .grantRights:
      switch face {
      case .tools: "请用户为数据库用户授予表的权限，或在命令行中升级元数据库（database upgrade）"
      case .commands: "为数据库用户授予表的权限，或运行 'flink-deploy database upgrade'"
      }
    }
  }
}
