import Notices

/// A library that is not installed, without which a file cannot be read.
enum MissingLibrary: Problem {
  /// libyaml, which reads manifests and the rules file of alerts.
  case libyaml

  var code: String { "missing_library" }

  var remedy: any Remedy { MissingLibraryRemedy.installLibyaml }

  func english(_ face: Face) -> String {
    switch self {
    case .libyaml: "The library libyaml, which reads YAML files, is not installed"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .libyaml: "未安装读取 YAML 文件所需的库 libyaml"
    }
  }
}

/// What can be done about a library that is not installed.
enum MissingLibraryRemedy: Remedy {
  /// Install libyaml.
  case installLibyaml

  func english(_ face: Face) -> String {
    switch self {
    case .installLibyaml: "Install the package libyaml-0-2"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .installLibyaml: "安装软件包 libyaml-0-2"
    }
  }
}
