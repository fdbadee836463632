/// An outside system that this process sends a credential to.
enum CredentialedSystem: Sendable, Equatable {
  case alibabaCloud, database, kafka, hologres
  /// The channel of alerts with this name.
  case alertChannel(String)
}

/// An address and a credential that come from different places, so that the credential must not be sent.
///
/// A `.env` file lies in the working directory, which may be a stranger's repository: it must not direct a
/// credential of the environment to a server of its choice.
struct MixedSources: Sendable, Equatable {
  /// The variable of the address.
  let address: String
  /// The variable of the credential, or the file that it is read from.
  let credential: String
  /// Whether the address is from `.env`, and the credential is not; otherwise the reverse.
  let isAddressFromDotEnv: Bool
}

/// Whether each credential goes to an address of its own source only.
extension Settings {
  /// The variable that allows mixed sources; only the process environment counts.
  static let trustVariable = "FLINK_DEPLOY_TRUST_DOTENV"

  /// Checks that the address of `system` and its credential come from the same place.
  /// - Throws: ``Failure`` that names both.
  func checkSources(_ system: CredentialedSystem) throws(Failure) {
    if let mixed = mixedSources(system) { throw Failure(CallProblem.mixedSources(mixed)) }
  }

  /// The address and the credential of `system` that come from different places; nil if there are none.
  func mixedSources(_ system: CredentialedSystem) -> MixedSources? {
    // An address that both have goes with the credentials of either.
    guard !trustsDotEnv, let address = address(of: system), !shared.contains(address) else { return nil }
    let isAddressFromDotEnv = dotEnv.contains(address)
    let other = credentials(of: system).first { dotEnv.contains($0) != isAddressFromDotEnv }
    return other.map {
      MixedSources(address: address, credential: $0, isAddressFromDotEnv: isAddressFromDotEnv)
    }
  }

  /// The variable that names the address.
  ///
  /// The API of a region always has a host of Alibaba Cloud.
  private func address(of system: CredentialedSystem) -> String? {
    let name =
      switch system {
      case .alibabaCloud: "ALIYUN_ENDPOINT"
      case .database: "DATABASE_URL"
      case .kafka: "KAFKA_BOOTSTRAP_SERVERS"
      case .hologres: "HOLOGRES_ENDPOINT"
      case .alertChannel(let name): ChannelSetting.url.variable(of: name)
      }
    return isSet(name) ? name : nil
  }

  /// The variables of what is sent to the address.
  private func credentials(of system: CredentialedSystem) -> [String] {
    switch system {
    case .alibabaCloud: apiCredentials
    case .database: hasPasswordInDatabaseURL ? [] : ["PGPASSWORD"].filter(isSet)
    case .kafka: ["KAFKA_SASL_PASSWORD", "KAFKA_SSL_KEY_PASSWORD"].filter(isSet)
    // libpq takes PGPASSWORD where no password is given.
    case .hologres: isSet("HOLOGRES_PASSWORD") ? ["HOLOGRES_PASSWORD"] : ["PGPASSWORD"].filter(isSet)
    case .alertChannel(let name): [ChannelSetting.secret.variable(of: name)].filter(isSet)
    }
  }

  private var apiCredentials: [String] {
    let suffixes = ["ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN"]
    for prefix in ["ALIYUN_", "ALIBABA_CLOUD_"] where isSet("\(prefix)ACCESS_KEY_SECRET") {
      return suffixes.map { prefix + $0 }.filter(isSet)
    }
    return ["~/.aliyun/config.json"]
  }

  private func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }
}
