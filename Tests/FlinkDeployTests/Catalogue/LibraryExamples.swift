@testable import FlinkDeploy

/// Libraries that are not installed.
extension CatalogueGroup {
  static let libraries = [
    CatalogueGroup(
      .error, "MissingLibrary", in: "FlinkDeploy/Catalogue/MissingLibrary.swift", for: Face.allCases,
      shared: ["missing_library"], SystemLibrary.allCases.map { MissingLibrary.notInstalled($0) }),
    CatalogueGroup(
      .remedy, "MissingLibraryRemedy", in: "FlinkDeploy/Catalogue/MissingLibrary.swift", for: Face.allCases,
      SystemLibrary.allCases.map { MissingLibraryRemedy.install($0) }),
  ]
}
