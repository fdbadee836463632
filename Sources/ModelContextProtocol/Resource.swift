import JSONCoding
public import JSONRPC

/// A resource that clients can read by its URI.
public struct Resource: Sendable, Equatable {
  /// The absolute URI.
  public var uri: String
  /// The name for programs.
  public var name: String
  /// The title for users (2025-06-18 and later).
  public var title: String
  /// A description in one sentence.
  public var description: String
  /// The media type, for example `application/json`.
  public var mimeType: String
  /// The time of the last change in ISO 8601 (2025-06-18 and later).
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

  /// The resource as `resources/list` returns it.
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

/// A family of resources, by a URI with one variable (RFC 6570).
public struct ResourceTemplate: Sendable, Equatable {
  /// The template, for example `flink-deploy://jobs/{aliyun_job_id}`.
  public var uriTemplate: String
  /// The variable of the template.
  public var variable: String
  /// The name for programs.
  public var name: String
  /// The title for users (2025-06-18 and later).
  public var title: String
  /// A description in one sentence.
  public var description: String
  /// The media type, for example `application/json`.
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

  /// The template as `resources/templates/list` returns it.
  func json(for revision: Revision) -> JSON {
    var object: JSONObject = ["uriTemplate": .string(uriTemplate), "name": .string(name)]
    if revision.hasTitles { object["title"] = .string(title) }
    object["description"] = .string(description)
    object["mimeType"] = .string(mimeType)
    return .object(object)
  }
}

/// The text of a resource.
public struct ResourceText: Sendable, Equatable {
  /// The media type, for example `application/json`.
  public var mimeType: String
  /// The text.
  public var text: String
  /// Whether the text never changes, so that clients can cache it.
  public var isImmutable: Bool

  /// Text.
  public init(mimeType: String, text: String, isImmutable: Bool) {
    self.mimeType = mimeType
    self.text = text
    self.isImmutable = isImmutable
  }
}

/// A source of resources.
public protocol ResourceProvider: Sendable {
  /// The URI templates, which never change.
  var templates: [ResourceTemplate] { get }

  /// One page of resources, newest first, and the cursor of the next page.
  /// - Throws: -32602 for an unknown cursor, -32603 if the resources cannot be read.
  func list(cursor: String?) async throws(RPCError) -> (resources: [Resource], next: String?)

  /// The text of a resource; nil for an unknown URI.
  /// - Throws: -32603 if the resource cannot be read.
  func read(_ uri: String) async throws(RPCError) -> ResourceText?

  /// Values of a template's variable that begin with `prefix`, and their number.
  /// - Throws: -32603 if the values cannot be read.
  func completions(
    of template: ResourceTemplate, _ prefix: String
  ) async throws(RPCError) -> (values: [String], total: Int)

  /// Yields after each change of the resource, until the consumer ends; nil if it never changes or does not exist.
  func changes(of uri: String) async -> AsyncStream<Void>?
}
