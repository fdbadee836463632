public import Deployments

extension Migrations {
  /// Why this program cannot use tables of a version; nil if it can.
  public static func problem(ofVersion version: Int) -> StoreError? {
    if version == current { return nil }
    return version < current
      ? StoreError(.needsUpgrade, .outdatedTables)
      : StoreError(.programOutdated, .newerTables(version: version, known: current))
  }
}
