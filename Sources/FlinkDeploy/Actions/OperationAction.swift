import Deployments
import Hashing
import JSONCoding

/// An action that begins an operation on a deployment or job that exists, and waits for its end.
protocol OperationAction: AuditedAction {
  /// What the call is to bring about.
  /// - Parameter arguments: Arguments that conform to the tool's input schema.
  /// - Throws: ``Failure`` for arguments that do not fit together.
  static func request(_ arguments: JSONObject) throws(Failure) -> (request: OperationRequest, target: JobSelector)
}

extension OperationAction {
  func perform(_ arguments: JSONObject) async -> ActionResult {
    let (request, target): (OperationRequest, JobSelector)
    let service: DeploymentService
    do throws(Failure) {
      try arguments.requireNoNullCharacters()
      (request, target) = try Self.request(arguments)
      service = try application.deployments()
    } catch {
      return ActionResult(error)
    }
    do throws(OperationFailure) {
      let record = try await service.requireKnown(target)
      let marker = randomHexadecimal(bytes: 16)
      let operation = try await service.begin(
        NewOperation(
          request: request, marker: marker, digest: SHA256.hex(request.json.canonicalText), subject: target.id,
          client: caller.client, arguments: RedactedArguments.json(arguments),
          taskID: OperationTask.id(ofMarker: marker)))
      let timeout = Duration.seconds(arguments[.waitSeconds]?.double ?? 45)
      let snapshot = await service.wait(for: operation, timeout: timeout) { [caller, voice = application.voice] in
        caller.onProgress($0.progress.done, $0.progress.total, $0.report.text(voice))
      }
      var result = ActionResult(snapshot)
      if let record { result.fill(from: record) }
      return result
    } catch {
      return ActionResult(Failure(error))
    }
  }
}

extension JobSelector {
  /// The ID, name or number as text.
  fileprivate var id: String {
    switch self {
    case .aliyunJob(let number): "\(number)"
    case .job(let id), .deployment(let id), .name(let id): id
    }
  }
}
