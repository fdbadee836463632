public import AliyunFlink

/// The kind of resource that has a name already.
public enum NameHolder: String, Sendable, Codable {
  case draft, deployment
}

/// An earlier request that excludes a new one.
public enum RequestConflict: Sendable, Codable, Hashable {
  /// An operation of this kind (`start`, `stop`) on this deployment or job is in progress, with other arguments.
  case inProgress(kind: String, subject: String)
  /// A deploy under this name is done or in progress, with other arguments.
  case deployment(name: String)
  /// A deploy with this idempotency key was requested before, with other arguments.
  case idempotencyKey(String)
}

/// The condition that a step polls for.
public enum WaitReason: Sendable, Codable, Hashable {
  /// Alibaba Cloud is still deploying the draft.
  case draft
  /// The job is still in this state.
  case job(id: String, state: JobState)
  /// The engine is still applying a change.
  case hotUpdate
  /// The savepoint of the job is still in progress.
  case savepoint(jobID: String)
}
