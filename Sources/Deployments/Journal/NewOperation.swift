public import JSONCoding

/// An operation to begin.
public struct NewOperation: Sendable {
  /// The goal.
  public var request: OperationRequest
  /// The label value of the resources that the operation creates in Alibaba Cloud.
  public var marker: String
  /// The digest of the caller's arguments: equal requests have equal digests.
  public var digest: String
  /// The deployment's name or ID, or the job's ID; at most one running operation of a kind has the same subject.
  public var subject: String
  /// The caller's own key.
  public var idempotencyKey: String?
  /// Topic and table of a deploy.
  public var source: (topic: String, table: String)?
  /// How messages are found in the tables of a deploy, in a form that only the caller reads; null if it is not known.
  public var arrival: JSON
  /// The notes for the caller, in a form that only the caller reads.
  public var notes: [JSON]
  /// Name and version of the client.
  public var client: String?
  /// The caller's arguments, redacted.
  public var arguments: JSON
  /// What is recorded of the deployment together with the operation, before it.
  public var versions: FoundVersions?
  /// The ID by which a client can await the operation later; nil when no client will.
  public var taskID: String?

  /// An operation.
  public init(
    request: OperationRequest, marker: String, digest: String, subject: String, idempotencyKey: String? = nil,
    source: (topic: String, table: String)? = nil, arrival: JSON = .null, notes: [JSON] = [], client: String? = nil,
    arguments: JSON = [:], versions: FoundVersions? = nil, taskID: String?
  ) {
    self.request = request
    self.marker = marker
    self.digest = digest
    self.subject = subject
    self.idempotencyKey = idempotencyKey
    self.source = source
    self.arrival = arrival
    self.notes = notes
    self.client = client
    self.arguments = arguments
    self.versions = versions
    self.taskID = taskID
  }
}
