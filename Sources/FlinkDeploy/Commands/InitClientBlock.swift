import FoundationEssentials
import JSONCoding

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The configuration of MCP clients that start the server with a settings file; it contains no secret.
struct InitClientBlock {
  /// The absolute path of the program.
  let program: String
  /// The absolute path of the settings file.
  let file: String

  /// The block as Claude Desktop, Claude Code and Cursor read it.
  var json: JSON {
    [
      "mcpServers": [
        "flink-deploy": [
          "command": .string(program), "args": ["serve"], "env": .object([Settings.fileVariable: .string(file)]),
        ]
      ]
    ]
  }

  /// The absolute path of this program; its name if the system does not tell.
  static var program: String {
    let name = ProcessInfo.processInfo.arguments.first ?? "flink-deploy"
    guard let resolved = realpath("/proc/self/exe", nil) ?? realpath(name, nil) else { return name }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
