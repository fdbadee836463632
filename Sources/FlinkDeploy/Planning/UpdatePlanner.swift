import AliyunFlink
import Deployments
import FlinkSQL
import JSONCoding
import JobHealth
import PipelineChanges
import SQLLint

/// Compares a deployment with its recorded version and with what is wanted, and judges whether the state fits.
struct UpdatePlanner: Sendable {
  let application: Application
  let service: DeploymentService
  let caller: Caller

  /// The plan of an update; nothing is changed.
  /// - Throws: ``Failure`` if a plan cannot be made: the deployment is not found, or the pipeline cannot be generated.
  func plan(_ arguments: UpdateArguments) async throws(Failure) -> UpdatePlan {
    let (reading, versions) = try await read(arguments.deploymentID)
    let base = try await base(of: reading, versions)
    let drift = base.map { UpdatePlanner.drift(from: $0.spec, to: reading.spec) } ?? []
    let wanted = try await wanted(arguments, reading, base, versions, drift)
    let target = wanted.spec
    let current = reading.spec
    let (old, new) = (DeploymentSettings(current), DeploymentSettings(target))
    let changes =
      [Change.sql(from: current.sql, to: target.sql)].compactMap { $0 } + DeploymentSettings.changes(from: old, to: new)
    var compatibility = Compatibility(
      from: PipelineVersion(sql: current.sql, settings: old), to: PipelineVersion(sql: target.sql, settings: new))
    let discards = [.offsets, .discard].contains(arguments.state)
    // Where no state is restored, the options of the sources decide where the job starts.
    if discards { compatibility = compatibility.withoutIgnoredOptions }
    let isDraftEdited = UpdatePlanner.isEdited(reading)
    // A job that is to start from another state must restart.
    let isHot = arguments.state == .keep && HotUpdate.isPossible(for: changes, of: old)
    var record = wanted.record
    record.changes = changes.map(\.json)
    record.compatibility = JSON(encoding: compatibility)
    var notes = wanted.notes
    if arguments.state == .keep { notes += compatibility.notes }
    if discards { notes.append(.update(.stateDiscarded(atCommittedOffsets: arguments.state == .offsets))) }
    if arguments.state == .version, let version = arguments.version {
      notes.append(.update(.olderState(version: version)))
    }
    if isHot, arguments.isDryRun { notes.append(.update(.mayRepeatMessages)) }
    if isDraftEdited, arguments.acceptsDrift { notes.append(.update(.draftReplaced)) }
    let offsets = arguments.state == .offsets ? await committedOffsets(arguments.deploymentID) : .committed
    var plan = UpdatePlan(
      reading: reading, base: base, isRecorded: versions.contains { $0.status == .current }, drift: drift,
      isDraftEdited: isDraftEdited, target: target, changes: changes, compatibility: compatibility,
      restore: try restore(arguments, versions), way: isHot ? (arguments.mayRestart ? .hot : .hotOnly) : .restart,
      record: record, notes: notes, refusal: nil,
      suggestion: wanted.suggestion)
    plan.job = try? await service.record(.deployment(arguments.deploymentID))
    plan.refusal = refusal(of: plan, arguments, offsets, wanted)
    if plan.refusal == nil { await checkQuota(of: &plan, isDryRun: arguments.isDryRun) }
    return plan
  }

  private func read(
    _ deploymentID: String
  ) async throws(Failure) -> (reading: DeploymentReading, versions: [DeploymentVersion]) {
    do throws(OperationFailure) {
      async let versions: Result<[DeploymentVersion], OperationFailure> = {
        do throws(OperationFailure) { return .success(try await service.versions(ofDeployment: deploymentID)) } catch {
          return .failure(error)
        }
      }()
      let reading = try await service.read(deploymentID: deploymentID)
      return (reading, try await versions.get())
    } catch { throw Failure(error) }
  }

  /// The version in force: the recorded one, or what the store knows of a deployment of an earlier release.
  private func base(
    of reading: DeploymentReading, _ versions: [DeploymentVersion]
  ) async throws(Failure) -> DeploymentVersion? {
    if let current = versions.first(where: { $0.status == .current }) { return current }
    do throws(OperationFailure) {
      guard let record = try await service.record(.deployment(reading.deployment.id)), let id = record.sqlRecordID,
        let sql = try await service.sql(id), let source = try await service.source(id)
      else { return nil }
      var spec = reading.spec
      spec.sql = sql
      var arguments = JSONObject()
      arguments[.topic] = source.topic.map(JSON.string)
      arguments[.hologresTable] = source.table.map(JSON.string)
      return DeploymentVersion(
        number: 1, status: .current, createdAt: 0, spec: spec,
        record: VersionRecord(arguments: arguments, topic: source.topic, table: source.table))
    } catch { throw Failure(error) }
  }

  /// The differences that the platform did not make itself.
  private static func drift(from recorded: DeploymentSpec, to current: DeploymentSpec) -> [Change] {
    [Change.sql(from: recorded.sql, to: current.sql)].compactMap { $0 }
      + DeploymentSettings.drift(from: DeploymentSettings(recorded), to: DeploymentSettings(current))
  }

  /// Whether the draft has other SQL than the deployment.
  private static func isEdited(_ reading: DeploymentReading) -> Bool {
    guard let draft = reading.draft else { return false }
    return Change.sql(from: reading.spec.sql, to: DeploymentSpec(document: draft.document).sql) != nil
  }

  private func restore(
    _ arguments: UpdateArguments, _ versions: [DeploymentVersion]
  ) throws(Failure) -> UpdateRequest.Restore {
    switch arguments.state {
    case .keep: return .keep
    case .offsets, .discard: return .nothing
    case .version:
      let version = versions.first { $0.number == arguments.version }
      guard let id = version?.savepointID else {
        throw Failure(UpdateProblem.noSavepointOfVersion(arguments.version ?? 0))
      }
      return .savepoint(id: id)
    }
  }

  /// What the running job has committed; a job that does not run, or says nothing, may have committed all.
  private func committedOffsets(_ deploymentID: String) async -> CommittedOffsets {
    guard let report = try? await service.report(.deployment(deploymentID)) else { return .committed }
    return await service.observation(of: report, observing: .zero).reading?.committedOffsets ?? .committed
  }

  private func refusal(
    of plan: UpdatePlan, _ arguments: UpdateArguments, _ offsets: CommittedOffsets, _ wanted: WantedPipeline
  ) -> Failure? {
    if !arguments.acceptsDrift {
      if plan.base == nil { return Failure(UpdateProblem.notRecorded) }
      if !plan.drift.isEmpty { return Failure(UpdateProblem.drift(plan.drift)) }
      if plan.isDraftEdited { return Failure(UpdateProblem.draftEdited) }
    }
    if let refusal = wanted.refusal { return refusal }
    if arguments.state == .offsets {
      let sources = SQLLint.kafkaSources(in: wanted.spec.sql)
      if !sources.allSatisfy(\.startsAtCommittedOffsets) { return Failure(UpdateProblem.offsetsNotInSQL) }
      switch offsets {
      case .committed: break
      case .noCheckpoint: return Failure(UpdateProblem.noCommittedOffsets)
      case .missing(let name):
        return Failure(UpdateProblem.offsetNotCommitted(topic: name.topic, partition: name.partition))
      }
    }
    if !arguments.mayRestart, !plan.changes.isEmpty, plan.way == .restart {
      return Failure(UpdateProblem.restartNeeded(plan.changes.map(\.what)))
    }
    if arguments.state == .keep, plan.compatibility.verdict == .incompatible {
      return Failure(UpdateProblem.incompatibleState(plan.compatibility.reasons, returnsTo: arguments.version))
    }
    return wanted.engineRefusal
  }
}

extension DeploymentSettings {
  /// The settings of a specification.
  init(_ spec: DeploymentSpec) { self.init(document: spec.document) }
}

extension Compatibility {
  /// What users should know before the update.
  fileprivate var notes: [ResultNote] {
    switch verdict {
    case .full, .incompatible: []
    case .partial: [.update(.partialState(reasons))]
    case .unknown: [.update(.unknownState(reasons))]
    }
  }
}
