import JSONCoding

/// A released revision of the Model Context Protocol, oldest first.
public enum Revision: String, Sendable, CaseIterable, Comparable {
  case v2024_11_05 = "2024-11-05"
  case v2025_03_26 = "2025-03-26"
  case v2025_06_18 = "2025-06-18"
  case v2025_11_25 = "2025-11-25"
  /// Stateless: no handshake; each request contains its revision and the client's capabilities.
  case v2026_07_28 = "2026-07-28"

  /// Whether a session of this revision begins with `initialize`.
  public var hasHandshake: Bool { self != .v2026_07_28 }

  /// The newest revision that begins with `initialize`.
  public static let newestWithHandshake = Revision.v2025_11_25

  /// By release date.
  public static func < (left: Revision, right: Revision) -> Bool { left.rawValue < right.rawValue }

  // The features of each revision ("Key changes" of each specification).
  var hasBatches: Bool { self == .v2025_03_26 }
  var hasToolAnnotations: Bool { self >= .v2025_03_26 }
  var hasProgressMessage: Bool { self >= .v2025_03_26 }
  var hasStructuredContent: Bool { self >= .v2025_06_18 }
  var hasTitles: Bool { self >= .v2025_06_18 }
  var hasCompletionsCapability: Bool { self >= .v2025_03_26 }
  var hasLastModified: Bool { self >= .v2025_06_18 }
  var hasElicitation: Bool { self >= .v2025_06_18 }
  var hasElicitationMode: Bool { self >= .v2025_11_25 }
  /// Tasks as part of the protocol; later they are an extension.
  var hasCoreTasks: Bool { self == .v2025_11_25 }
  /// The error code for an unknown resource; later revisions use "invalid params".
  var resourceNotFound: Int { hasHandshake ? -32002 : -32602 }
  var hasImplementationDescription: Bool { self >= .v2025_11_25 }
  /// Until 2025-06-18, a response must have an ID; JSON-RPC 2.0 requires null if the ID could not be read.
  var allowsErrorWithoutID: Bool { self >= .v2025_11_25 }
}

/// Names in `_meta` that the protocol reserves.
enum MetaKey {
  static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
  static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
  static let clientInfo = "io.modelcontextprotocol/clientInfo"
  static let logLevel = "io.modelcontextprotocol/logLevel"
  static let serverInfo = "io.modelcontextprotocol/serverInfo"
  static let subscriptionID = "io.modelcontextprotocol/subscriptionId"
  static let relatedTask = "io.modelcontextprotocol/related-task"
  /// The extension for tasks, since 2026-07-28.
  static let tasks = "io.modelcontextprotocol/tasks"
}

/// The name and version of this server or of the client.
public struct Implementation: Sendable, Hashable {
  /// The program name.
  public let name: String
  /// The program version.
  public let version: String
  /// The title for users (2025-06-18 and later).
  public let title: String?
  /// A description in one sentence (2025-11-25 and later).
  public let description: String?

  /// An implementation.
  public init(name: String, version: String, title: String? = nil, description: String? = nil) {
    self.name = name
    self.version = version
    self.title = title
    self.description = description
  }

  /// The `clientInfo` of a request; nil if it has no name.
  init?(_ json: JSON?) {
    guard let name = json?["name"]?.string else { return nil }
    self.init(name: name, version: json?["version"]?.string ?? "")
  }

  /// The object as results contain it.
  func json(for revision: Revision) -> JSON {
    var object: JSONObject = ["name": .string(name), "version": .string(version)]
    if revision.hasTitles { object["title"] = title.map(JSON.string) }
    if revision.hasImplementationDescription { object["description"] = description.map(JSON.string) }
    return .object(object)
  }
}
