import DeploymentStore
import Deployments
import Postgres

extension StoreError.Cause: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .said(let words, let sqlState): sqlState.map { "\(words) (SQLSTATE \($0))" } ?? words
    case .noReasonGiven: "the connection failed"
    case .malformedURI: "the connection URI is malformed"
    case .noTLS:
      "the server does not offer TLS, and flink-deploy does not send the password without it"
    case .noAnswer: "the server did not answer in time"
    case .cancelled: "the statement was cancelled"
    case .unexpectedColumn(let name): "column '\(name)' of the result has an unexpected value"
    case .unreadableRow(let table): "a row of table '\(table)' cannot be read"
    case .outdatedTables: "the tables are missing or outdated"
    case .newerTables(let version, let known):
      "the tables have version \(version), and this program knows versions up to \(known)"
    case .notConfigured: "DATABASE_URL is not set"
    case .ownedByAnotherProcess: "another process has taken over the operation"
    case .contention: "other processes repeatedly begin the same operation"
    }
  }
}

extension PostgresError: Worded {
  func english(_ face: Face) -> String { StoreError.Cause(self).english(face) }
}

extension StoreRemedy {
  func english(_ face: Face) -> String {
    switch self {
    case .allowClearText: "Enable TLS on the server, or add sslmode=prefer to DATABASE_URL to allow clear text"
    case .startDatabase: "Start the database or correct DATABASE_URL. Nothing was changed in Alibaba Cloud"
    case .upgradeDatabase:
      switch face {
      case .tools: "Ask the user to upgrade the metadata database on the command line (database upgrade)"
      case .commands: "Run 'flink-deploy database upgrade'"
      }
    case .updateProgram:
      switch face {
      case .tools: "Ask the user to install the newest release of flink-deploy. Nothing was changed"
      case .commands: "Install the newest release of flink-deploy. Nothing was changed"
      }
    case .configureDatabase: "Set DATABASE_URL to postgresql://user:password@host:port/database"
    case .checkStatus:
      switch face {
      case .tools: "Call \(ToolName.getJobStatus.rawValue) with \(Argument.aliyunJobID.name(face))"
      case .commands: "Run '\(ToolName.getJobStatus.name(face))' to check the status"
      }
    case .grantRights:
      switch face {
      case .tools:
        "Ask the user to grant the database user rights on the tables, or to upgrade the metadata database "
          + "on the command line (database upgrade)"
      case .commands: "Grant the database user rights on the tables, or run 'flink-deploy database upgrade'"
      }
    }
  }
}
