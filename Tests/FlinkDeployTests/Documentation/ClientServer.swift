import JSONCoding

/// A server as a client starts it.
struct ClientServer {
  /// A value that the user types into the client.
  struct Input {
    /// The name by which the configuration refers to it.
    let id: String
    /// Whether the client hides what is typed.
    let isHidden: Bool
  }

  /// The program and its arguments.
  private(set) var command: [String]
  /// The working directory; nil for that of the client.
  private(set) var directory: String?
  /// The variables that the configuration sets.
  private(set) var environment: [String: String] = [:]
  /// The variables that the client passes on from its own environment.
  private(set) var forwarded: [String] = []
  /// The values that the client asks for.
  private(set) var inputs: [Input] = []

  /// An entry of a configuration file; nil if it is malformed.
  init?(_ entry: JSON, inputs: JSON?) {
    guard let program = entry["command"]?.string else { return nil }
    let arguments = entry["args"]?.array ?? []
    command = [program] + arguments.compactMap(\.string)
    if command.count != arguments.count + 1 { return nil }
    for member in entry["env"]?.object?.members ?? [] {
      guard let value = member.value.string else { return nil }
      environment[member.key] = value
    }
    directory = entry["cwd"]?.string
    forwarded = entry["env_vars"]?.array?.compactMap(\.string) ?? []
    self.inputs = (inputs?.array ?? []).map {
      Input(id: $0["id"]?.string ?? "", isHidden: $0["password"] == true)
    }
    // The tests run on Linux: what WSL would run is run directly.
    if program == "wsl.exe" {
      guard command.count > 4, command[1] == "--cd", command[3] == "--exec" else { return nil }
      directory = command[2]
      command.removeFirst(4)
    }
  }

  /// A command line such as `claude mcp add flink-deploy --env NAME=VALUE -- PROGRAM serve`; nil for another one.
  init?(command line: String) {
    let words = line.replacing("\\\n", with: " ").split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.starts(with: ["claude", "mcp", "add"]), let end = words.firstIndex(of: "--"), end + 1 < words.count
    else { return nil }
    command = Array(words[(end + 1)...])
    for (option, value) in zip(words[..<end], words[..<end].dropFirst()) where option == "--env" {
      let pair = value.split(separator: "=", maxSplits: 1).map(String.init)
      environment[pair[0]] = pair.count == 2 ? pair[1] : ""
    }
  }

  /// The names of all variables that the server gets.
  var variables: [String] { environment.keys.sorted() + forwarded }

  /// The name in a reference such as `${NAME}`, `${env:NAME}`, `$NAME` or `${input:ID}`; nil for a literal value.
  static func reference(in value: String) -> (kind: Substring, name: Substring)? {
    guard let match = value.wholeMatch(of: /\$(?:\{(?:(env|input):)?([\w-]+)\}|(\w+))/) else { return nil }
    return (match.1 ?? "env", match.2 ?? match.3 ?? "")
  }
}
