import Notices

/// A library that is not installed, without which a system cannot be used or a file cannot be read.
enum MissingLibrary: Problem {
  /// The library is not installed.
  case notInstalled(SystemLibrary)

  private var library: SystemLibrary {
    switch self {
    case .notInstalled(let library): library
    }
  }

  var code: String { "missing_library" }

  var remedy: any Remedy { MissingLibraryRemedy.install(library) }

  func english(_ face: Face) -> String {
    let use =
      switch library {
      case .libcrypto: "computes digests"
      case .libcurl: "sends HTTP requests"
      case .libpq: "connects to Postgres and Hologres"
      case .librdkafka: "reads Kafka topics"
      case .libyaml: "reads YAML files"
      }
    return "The library \(library.rawValue), which \(use), is not installed"
  }

  func chinese(_ face: Face) -> String {
    let use =
      switch library {
      case .libcrypto: "计算摘要"
      case .libcurl: "发送 HTTP 请求"
      case .libpq: "连接 Postgres 和 Hologres"
      case .librdkafka: "读取 Kafka Topic"
      case .libyaml: "读取 YAML 文件"
      }
    return "未安装\(use)所需的库 \(library.rawValue)"
  }
}

/// What can be done about a library that is not installed.
enum MissingLibraryRemedy: Remedy {
  /// Install the library.
  case install(SystemLibrary)

  func english(_ face: Face) -> String {
    switch self {
    case .install(let library): "Install the package \(library.package)"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .install(let library): "安装软件包 \(library.package)"
    }
  }
}
