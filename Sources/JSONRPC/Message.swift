public import JSONCoding

/// The id of a request: text or a number, echoed exactly as it came (JSON-RPC 2.0, section 4).
public enum RequestID: Sendable, Hashable {
  /// A text id.
  case string(String)
  /// A numeric id, by its text, so that integers beyond 64 bits survive.
  case number(JSONNumber)

  /// The id in `json`, or nil when it is neither text nor a whole number (MCP, "Base protocol": string or integer).
  public init?(_ json: JSON) {
    switch json {
    case .string(let text): self = .string(text)
    case .number(let number) where number.isInteger: self = .number(number)
    default: return nil
    }
  }

  /// By their bytes: texts that only look alike are different ids.
  public static func == (left: RequestID, right: RequestID) -> Bool {
    switch (left, right) {
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.number(let left), .number(let right)): left == right
    default: false
    }
  }

  /// By their bytes.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .string(let text): for byte in text.utf8 { hasher.combine(byte) }
    case .number(let number): hasher.combine(number)
    }
  }

  /// The id as it goes on the wire.
  public var json: JSON {
    switch self {
    case .string(let text): .string(text)
    case .number(let number): .number(number)
    }
  }
}

/// One incoming JSON-RPC 2.0 message.
public enum Message: Sendable {
  /// A request, which must be answered.
  case request(id: RequestID, method: String, params: JSON?)
  /// A notification, which must not be answered.
  case notification(method: String, params: JSON?)
  /// The peer's answer to a request of ours.
  case response(id: RequestID, outcome: Result<JSON, RPCError>)
  /// An answer to an unknown request: ignored, since two peers could answer each other's answers forever.
  case stray
  /// JSON, but no JSON-RPC message; answered with `error`, under `id` where one could be read.
  case invalid(id: RequestID?, error: RPCError)

  /// Sorts `json` into one of the four kinds; never fails.
  public init(_ json: JSON) {
    guard case .object(let object) = json else {
      self = .invalid(id: nil, error: .invalidRequest("A message is a JSON object"))
      return
    }
    let id = object["id"].flatMap(RequestID.init)
    guard object["jsonrpc"] == "2.0" else {
      self = .invalid(id: id, error: .invalidRequest("The member jsonrpc must be \"2.0\""))
      return
    }
    guard let method = object["method"] else {
      self = Message.response(object, id: id)
      return
    }
    guard case .string(let method) = method else {
      self = .invalid(id: id, error: .invalidRequest("The member method must be a string"))
      return
    }
    if let id {
      self = .request(id: id, method: method, params: object["params"])
    } else if object["id"] == nil {
      self = .notification(method: method, params: object["params"])
    } else {
      self = .invalid(id: nil, error: .invalidRequest("The member id must be a string or a number"))
    }
  }

  private static func response(_ object: JSONObject, id: RequestID?) -> Message {
    guard object["result"] != nil || object["error"] != nil else {
      return .invalid(id: id, error: .invalidRequest("The member method is missing"))
    }
    guard let id else { return .stray }
    if let result = object["result"] { return .response(id: id, outcome: .success(result)) }
    guard let error = object["error"], let code = error["code"]?.int else { return .stray }
    let message = error["message"]?.string ?? ""
    return .response(id: id, outcome: .failure(RPCError(code: code, message: message, data: error["data"])))
  }
}

extension Message {
  /// A notification, as it goes on the wire.
  public static func notification(_ method: String, _ params: JSONObject) -> JSON {
    ["jsonrpc": "2.0", "method": .string(method), "params": .object(params)]
  }

  /// A request of ours, as it goes on the wire.
  public static func request(id: RequestID, _ method: String, _ params: JSONObject) -> JSON {
    ["jsonrpc": "2.0", "id": id.json, "method": .string(method), "params": .object(params)]
  }

  /// The line that answers request `id` with `result`, without its line feed.
  public static func response(id: RequestID, result: JSON) -> JSON {
    ["jsonrpc": "2.0", "id": id.json, "result": result]
  }

  /// The line that answers request `id` with `error`; without an id when none could be read.
  public static func response(id: RequestID?, error: RPCError) -> JSON {
    var object: JSONObject = ["jsonrpc": "2.0"]
    object["id"] = id?.json
    object["error"] = error.json
    return .object(object)
  }
}
