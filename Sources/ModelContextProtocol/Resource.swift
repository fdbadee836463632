import JSONCoding
public import JSONRPC

/// Something that clients may read by its URI.
public struct Resource: Sendable, Equatable {
  /// The URI, absolute.
  public var uri: String
  /// For programs.
  public var name: String
  /// For people (2025-06-18 and later).
  public var title: String
  /// One sentence.
  public var description: String
  /// Such as `application/json`.
  public var mimeType: String
  /// ISO 8601 (2025-06-18 and later).
  public var lastModified: String?

  /// A resource.
  public init(
    uri: String, name: String, title: String, description: String, mimeType: String, lastModified: String? = nil
  ) {
    self.uri = uri
    self.name = name
    self.title = title
    self.description = description
    self.mimeType = mimeType
    self.lastModified = lastModified
  }

  func json(for revision: Revision) -> JSON {
    var object: JSONObject = ["uri": .string(uri), "name": .string(name)]
    if revision.hasTitles { object["title"] = .string(title) }
    object["description"] = .string(description)
    object["mimeType"] = .string(mimeType)
    if revision.hasLastModified, let lastModified {
      object["annotations"] = ["lastModified": .string(lastModified)]
    }
    return .object(object)
  }
}

/// A family of resources, by a URI with a variable in it (RFC 6570).
public struct ResourceTemplate: Sendable, Equatable {
  /// Such as `flink-deploy://jobs/{aliyun_job_id}`.
  public var uriTemplate: String
  /// The variable in it.
  public var variable: String
  /// For programs.
  public var name: String
  /// For people (2025-06-18 and later).
  public var title: String
  /// One sentence.
  public var description: String
  /// Such as `application/json`.
  public var mimeType: String

  /// A template.
  public init(
    uriTemplate: String, variable: String, name: String, title: String, description: String, mimeType: String
  ) {
    self.uriTemplate = uriTemplate
    self.variable = variable
    self.name = name
    self.title = title
    self.description = description
    self.mimeType = mimeType
  }

  func json(for revision: Revision) -> JSON {
    var object: JSONObject = ["uriTemplate": .string(uriTemplate), "name": .string(name)]
    if revision.hasTitles { object["title"] = .string(title) }
    object["description"] = .string(description)
    object["mimeType"] = .string(mimeType)
    return .object(object)
  }
}

/// Text of a resource.
public struct ResourceText: Sendable, Equatable {
  /// Such as `application/json`.
  public var mimeType: String
  /// The text.
  public var text: String
  /// Whether it never changes, so that clients may keep it.
  public var isImmutable: Bool

  /// Text.
  public init(mimeType: String, text: String, isImmutable: Bool) {
    self.mimeType = mimeType
    self.text = text
    self.isImmutable = isImmutable
  }
}

/// Where resources come from.
public protocol ResourceProvider: Sendable {
  /// The families, which never change.
  var templates: [ResourceTemplate] { get }

  /// One page of what there is, newest first, and the cursor of the next.
  /// - Throws: -32602 for a cursor that this did not give, -32603 when it cannot be told.
  func list(cursor: String?) async throws(RPCError) -> (resources: [Resource], next: String?)

  /// The text of a resource; nil when there is none of this URI.
  /// - Throws: -32603 when it cannot be told.
  func read(_ uri: String) async throws(RPCError) -> ResourceText?

  /// Values of a template's variable that begin with `prefix`, and how many there are.
  /// - Throws: -32603 when it cannot be told.
  func completions(
    of template: ResourceTemplate, _ prefix: String
  ) async throws(RPCError) -> (values: [String], total: Int)

  /// Yields whenever the resource has changed, until its consumer ends; nil when it never changes or does not exist.
  func changes(of uri: String) async -> AsyncStream<Void>?
}
