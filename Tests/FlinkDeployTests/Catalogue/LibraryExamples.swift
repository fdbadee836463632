@testable import FlinkDeploy

/// Libraries that are not installed.
extension CatalogueGroup {
  static let libraries = [
    CatalogueGroup(
      .error, "MissingLibrary", in: "FlinkDeploy/Catalogue/MissingLibrary.swift", for: [.commands],
      shared: ["missing_library"], [MissingLibrary.libyaml]),
    CatalogueGroup(
      .remedy, "MissingLibraryRemedy", in: "FlinkDeploy/Catalogue/MissingLibrary.swift", for: [.commands],
      [MissingLibraryRemedy.installLibyaml]),
  ]
}
