import HTTPTransport
import Hashing
import KafkaSampling
import Postgres
import YAML

/// A library of the system that the program loads when it first needs it.
enum SystemLibrary: String, CaseIterable {
  case libcrypto, libcurl, libpq, librdkafka, libyaml

  /// The package of Debian and Ubuntu that has it; newer releases provide it under the same name.
  var package: String {
    switch self {
    case .libcrypto: "libssl3"
    case .libcurl: "libcurl4"
    case .libpq: "libpq5"
    case .librdkafka: "librdkafka1"
    case .libyaml: "libyaml-0-2"
    }
  }

  private var isInstalled: Bool {
    switch self {
    case .libcrypto: SHA256.isLibraryInstalled
    case .libcurl: CurlTransport.isLibraryInstalled
    case .libpq: PostgresClient.isLibraryInstalled
    case .librdkafka: KafkaSampler.isLibraryInstalled
    case .libyaml: YAMLDocument.isLibraryInstalled
    }
  }

  /// Loads the library.
  /// - Throws: ``Failure`` with `missing_library` if it is not installed; its functions would end the program.
  func load() throws(Failure) {
    guard isInstalled else { throw Failure(MissingLibrary.notInstalled(self)) }
  }
}
