import JSONCoding

/// The part of TOML that the documentation uses: tables, and values on one line that are written as in JSON.
enum PlainTOML {
  /// A line that is not in this part of TOML.
  struct Unreadable: Error {
    /// The line.
    let line: String
  }

  /// The file as JSON.
  /// - Throws: ``Unreadable``, or an error of JSON for a value.
  static func json(_ text: String) throws -> JSON {
    var root = JSONObject()
    var table: [String] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if let header = line.wholeMatch(of: /\[([\w.-]+)\]/) {
        table = header.1.split(separator: ".").map(String.init)
      } else if let pair = line.wholeMatch(of: /([\w-]+) = (.+)/) {
        set(try JSON.parse(String(pair.2)), at: table + [String(pair.1)], in: &root)
      } else {
        throw Unreadable(line: String(line))
      }
    }
    return .object(root)
  }

  private static func set(_ value: JSON, at path: [String], in object: inout JSONObject) {
    guard path.count > 1 else { return object[path[0]] = value }
    var inner = object[path[0]]?.object ?? JSONObject()
    set(value, at: Array(path.dropFirst()), in: &inner)
    object[path[0]] = .object(inner)
  }
}
