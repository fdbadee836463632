import AliyunFlink
import Deployments

/// Reads deployments for a manifest.
struct ExportReader {
  private let application: Application
  private let service: DeploymentService
  private var database: String? { application.settings.hologresDatabase }

  /// A reader.
  /// - Throws: ``Failure`` that names a missing setting.
  init(_ application: Application) throws(Failure) {
    self.application = application
    service = try application.deployments()
  }

  /// All deployments that flink-deploy created and Alibaba Cloud has.
  /// - Throws: ``Failure`` if the metadata database cannot be read.
  func all() async throws(Failure) -> ManifestExport {
    let listed = await listed()
    var pipelines: [ManifestExport.Pipeline] = []
    for record in try await records() {
      guard let id = record.deploymentID, record.status != .rolledBack, listed?.contains(id) ?? true else { continue }
      if let pipeline = try await recorded(id, record) { pipelines.append(pipeline) }
    }
    return ManifestExport(pipelines, notes: listed == nil ? [.perhapsDeleted] : [])
  }

  /// The deployments with these IDs or names.
  /// - Throws: ``Failure`` if one does not exist, or cannot be read.
  func named(_ names: [String]) async throws(Failure) -> ManifestExport {
    var pipelines: [String: ManifestExport.Pipeline] = [:]
    for name in names {
      let id = await deploymentID(name)
      if pipelines[id] == nil { pipelines[id] = try await pipeline(of: id) }
    }
    return ManifestExport(Array(pipelines.values))
  }

  /// The ID of the deployment that a user names by its name or ID.
  private func deploymentID(_ name: String) async -> String {
    if let known = await Subject(name, application).deploymentID { return known }
    let named = try? await application.apiClient().call(.getDeploymentsByName(name))
    return named?.first?.id ?? name
  }

  private func pipeline(of id: String) async throws(Failure) -> ManifestExport.Pipeline {
    do throws(OperationFailure) {
      let record = try await service.record(.deployment(id))
      if let record, let known = try await found(id, record) { return known }
      return ManifestExport.Pipeline(try await service.read(deploymentID: id), database: database)
    } catch { throw Failure(error) }
  }

  private func recorded(_ id: String, _ record: JobRecord) async throws(Failure) -> ManifestExport.Pipeline? {
    do throws(OperationFailure) { return try await found(id, record) } catch { throw Failure(error) }
  }

  /// What the store has of a deployment; nil if it has neither a version nor SQL.
  private func found(
    _ id: String, _ record: JobRecord
  ) async throws(OperationFailure) -> ManifestExport.Pipeline? {
    let name: String
    if let known = record.deploymentName {
      name = known
    } else {
      name = try await service.read(deploymentID: id).deployment.name
    }
    let versions = try await service.versions(ofDeployment: id)
    if let current = versions.first(where: { $0.status == .current }) {
      return ManifestExport.Pipeline(current, deploymentID: id, name: name, database: database)
    }
    guard let row = record.sqlRecordID, let sql = try await service.sql(row) else { return nil }
    let source = try await service.source(row)
    return ManifestExport.Pipeline(
      sql: sql, topic: source?.topic, table: source?.table, deploymentID: id, name: name, database: database)
  }

  /// The newest job record of each deployment.
  private func records() async throws(Failure) -> [JobRecord] {
    var (newest, seen): ([JobRecord], Set<String>) = ([], [])
    var last: Int?
    do throws(OperationFailure) {
      while true {
        let page = try await service.jobs(before: last)
        newest += page.filter { $0.deploymentID.map { seen.insert($0).inserted } ?? false }
        guard let end = page.last else { return newest }
        last = end.id
      }
    } catch { throw Failure(error) }
  }

  /// The IDs of the deployments of the namespace; nil if Alibaba Cloud does not list them.
  private func listed() async -> Set<String>? {
    guard let client = try? application.apiClient() else { return nil }
    var ids: Set<String> = []
    for page in 1... {
      guard let found = try? await client.call(.listDeployments(page: page)) else { return nil }
      let known = ids.count
      ids.formUnion(found.map(\.id))
      // A page without a new deployment is one that was read before.
      if found.count < pageSize || ids.count == known { return ids }
    }
    return ids
  }
}
