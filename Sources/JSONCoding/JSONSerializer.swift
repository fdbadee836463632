extension JSON {
  /// The value on one line, in UTF-8; U+0085, U+2028 and U+2029 escaped, since some readers split lines there.
  public var serialized: [UInt8] {
    var bytes: [UInt8] = []
    serialize(into: &bytes)
    return bytes
  }

  /// ``serialized`` as text.
  public var text: String { String(decoding: serialized, as: UTF8.self) }

  /// The value over several lines, indented by two blanks, for people.
  public var prettyText: String {
    var bytes: [UInt8] = []
    serialize(into: &bytes, indentation: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The value on one line with members in the order of their keys: the same for equal values, so fit for digests.
  public var canonicalText: String { sorted.text }

  private var sorted: JSON {
    switch self {
    case .array(let elements): .array(elements.map(\.sorted))
    case .object(let object):
      .object(JSONObject(object.members.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted) }))
    default: self
    }
  }

  /// Appends the value on one line.
  public func serialize(into bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let value): bytes.append(contentsOf: value.literal.utf8)
    case .string(let value): JSON.serialize(value, into: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        element.serialize(into: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        JSON.serialize(member.key, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.serialize(into: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// Appends the value over several lines; values that hold nothing stay on one.
  private func serialize(into bytes: inout [UInt8], indentation: Int) {
    func newLine(_ depth: Int) {
      bytes.append(UInt8(ascii: "\n"))
      bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }
    switch self {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(indentation + 1)
        element.serialize(into: &bytes, indentation: indentation + 1)
      }
      newLine(indentation)
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(indentation + 1)
        JSON.serialize(member.key, into: &bytes)
        bytes.append(contentsOf: ": ".utf8)
        member.value.serialize(into: &bytes, indentation: indentation + 1)
      }
      newLine(indentation)
      bytes.append(UInt8(ascii: "}"))
    default: serialize(into: &bytes)
    }
  }

  private static func serialize(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { units in
      var index = 0
      while index < units.count {
        let unit = units[index]
        switch unit {
        case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0..<0x20, 0x7F:
          let digits = Array("0123456789abcdef".utf8)
          bytes.append(contentsOf: "\\u00".utf8)
          bytes.append(digits[Int(unit >> 4)])
          bytes.append(digits[Int(unit & 15)])
        case 0xE2 where index + 2 < units.count && units[index + 1] == 0x80 && units[index + 2] | 1 == 0xA9:
          bytes.append(contentsOf: (units[index + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8)
          index += 2
        case 0xC2 where index + 1 < units.count && units[index + 1] == 0x85:
          bytes.append(contentsOf: "\\u0085".utf8)
          index += 1
        default: bytes.append(unit)
        }
        index += 1
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
