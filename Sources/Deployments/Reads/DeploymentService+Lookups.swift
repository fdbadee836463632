import AliyunFlink

extension DeploymentService {
  /// The recorded jobs, newest first: the jobs before row `id`, or from the newest on.
  /// - Throws: ``OperationFailure``.
  public func jobs(before id: Int? = nil, limit: Int = 1000) async throws(OperationFailure) -> [JobRecord] {
    do throws(StoreError) { return try await store.jobs(before: id, limit: limit) } catch {
      throw OperationFailure(error)
    }
  }

  /// The recorded jobs with their newest readings, newest first: the jobs before row `id`, or from the newest on.
  /// - Throws: ``OperationFailure``.
  public func listedJobs(before id: Int? = nil, limit: Int) async throws(OperationFailure) -> [ListedJob] {
    do throws(StoreError) { return try await store.listedJobs(before: id, limit: limit) } catch {
      throw OperationFailure(error)
    }
  }

  /// The readings of a job's health, newest first: the verdicts of a week, and the readings of the last quarter of an
  /// hour.
  /// - Throws: ``OperationFailure``.
  public func readings(ofJob jobID: String) async throws(OperationFailure) -> [StoredHealth] {
    do throws(StoreError) { return try await store.health(ofJob: jobID) } catch { throw OperationFailure(error) }
  }

  /// A recorded job; nil when there is none.
  /// - Throws: ``OperationFailure``.
  public func record(_ selector: JobSelector) async throws(OperationFailure) -> JobRecord? {
    do throws(StoreError) { return try await store.job(selector) } catch { throw OperationFailure(error) }
  }

  /// The SQL script of a row in `flink_sql_record`; nil when there is none.
  /// - Throws: ``OperationFailure``.
  public func sql(_ id: Int) async throws(OperationFailure) -> String? {
    do throws(StoreError) { return try await store.sql(id) } catch { throw OperationFailure(error) }
  }

  /// The topic and the tables of a row in `flink_sql_record`; nil when there is none.
  /// - Throws: ``OperationFailure``.
  public func source(_ id: Int) async throws(OperationFailure) -> (topic: String?, table: String?)? {
    do throws(StoreError) { return try await store.source(id) } catch { throw OperationFailure(error) }
  }

  /// Whether Alibaba Cloud has a deployment with this ID.
  /// - Throws: ``OperationFailure`` when Alibaba Cloud is not available.
  public func isKnown(deploymentID: String) async throws(OperationFailure) -> Bool {
    switch await cloud.perform(.readDeployment(deploymentID)) {
    case .failed(let error) where error.isNotFound: return false
    case .failed(let error): throw OperationFailure(error)
    default: return true
    }
  }

  /// Checks that a deployment or job exists before an operation on it is journaled.
  /// - Returns: Its record; nil for one that only Alibaba Cloud knows.
  /// - Throws: ``OperationFailure`` of code `not_found` when neither store nor Alibaba Cloud knows it.
  public func requireKnown(_ selector: JobSelector) async throws(OperationFailure) -> JobRecord? {
    do throws(StoreError) {
      if let record = try await store.job(selector) { return record }
    } catch { throw OperationFailure(error) }
    let answer =
      switch selector {
      case .job(let id): await cloud.perform(.readJob(id))
      case .deployment(let id): await cloud.perform(.readDeployment(id))
      case .aliyunJob, .name: RemoteAnswer.done
      }
    guard case .failed(let error) = answer else { return nil }
    throw error.isNotFound ? OperationFailure(.notFound(selector)) : OperationFailure(error)
  }

  /// Whether `id` is the ID of a deployment, by the store, else by Alibaba Cloud; IDs of jobs have the same form.
  public func isDeployment(_ id: String) async -> Bool {
    if let known = try? await store.job(.deployment(id)), known.deploymentID == id { return true }
    if let known = try? await store.job(.job(id)), known.jobID == id { return false }
    return (try? await isKnown(deploymentID: id)) ?? false
  }
}
