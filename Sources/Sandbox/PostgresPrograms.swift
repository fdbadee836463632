#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The installed programs of Postgres.
enum PostgresPrograms {
  /// The directory of `initdb` and `postgres`, in the newest version.
  /// - Throws: ``SandboxError`` if Postgres is not installed.
  static func directory() throws(SandboxError) -> String {
    let newest = versions().max { $0.number.lexicographicallyPrecedes($1.number) }?.directory
    let others = ["/opt/homebrew/bin", "/usr/local/bin"].first { access("\($0)/postgres", X_OK) == 0 }
    guard let directory = newest ?? others else {
      throw SandboxError("Postgres is not installed. On Debian, run apt-get install postgresql")
    }
    return directory
  }

  /// The versions that Debian installs side by side.
  private static func versions() -> [(number: [Int], directory: String)] {
    var matches = glob_t()
    defer { globfree(&matches) }
    guard glob("/usr/lib/postgresql/*/bin/postgres", 0, nil, &matches) == 0 else { return [] }
    return (0..<Int(matches.gl_pathc)).compactMap { index in
      guard let path = matches.gl_pathv[index].map({ String(cString: $0) }) else { return nil }
      let parts = path.split(separator: "/")
      return (parts[3].split(separator: ".").compactMap { Int($0) }, String(path.dropLast("/postgres".count)))
    }
  }
}
