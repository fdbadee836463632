import FlinkSQL

/// The secrets that SQL refers to, compared with the variables of the namespace.
struct SecretCheck: Sendable, Equatable {
  /// The names of the secrets, each once.
  let names: [String]

  /// The secrets that are not among `variables`.
  func missing(from variables: [String]) -> [String] {
    let known = Set(variables)
    return names.filter { !known.contains($0) }
  }
}

extension Settings {
  /// The secrets that generated SQL refers to.
  var jobSecrets: [String] {
    var names = [hologresUsernameSecret, hologresPasswordSecret]
    if case .sasl(let login, _)? = flinkKafkaSecurity { names += [login.usernameSecret, login.passwordSecret] }
    let tls = flinkKafkaSecurity?.tls
    names += [tls?.truststore?.passwordSecret, tls?.keystore?.passwordSecret, tls?.keyPasswordSecret].compactMap { $0 }
    return names.reduce(into: []) { unique, name in if !unique.contains(name) { unique.append(name) } }
  }
}
