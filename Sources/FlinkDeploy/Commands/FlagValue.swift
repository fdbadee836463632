import ArgumentParser
import FlinkSQL
import FoundationEssentials
import JSONCoding
import PipelineTypes

/// The text of a flag whose value has a form of its own.
struct FlagValue {
  private let flag: String
  private let text: String

  /// The text of the flag of an argument.
  init(_ argument: Argument, _ text: String) {
    flag = argument.name(.commands)
    self.text = text
  }

  /// `name:TYPE` or `name:TYPE:METADATA` as an element of `columns`.
  /// - Throws: `ValidationError` for another form.
  func column() throws -> JSON {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { throw ValidationError(.malformed(flag: flag, text: text, form: "name:TYPE")) }
    var (type, metadata) = (String(parts[1]), String?.none)
    // The name of a nested field can contain a colon too.
    if let colon = type.lastIndex(of: ":") {
      let (front, back) = (String(type[..<colon]), String(type[colon...].dropFirst()))
      if front.isEmpty { throw ValidationError(.typeMissing(flag: flag, text: text)) }
      let isMetadata = KafkaMetadata(rawValue: back) != nil || (try? FlinkType(parsing: front)) != nil
      if isMetadata { (type, metadata) = (front, back) }
    }
    var column: JSONObject = ["name": .string(String(parts[0])), "type": .string(type)]
    column["metadata"] = metadata.map(JSON.string)
    return .object(column)
  }

  /// The text of the file with this path; `-` is standard input.
  /// - Throws: `ValidationError` if the file cannot be read or is not UTF-8.
  func file() throws -> String {
    let data = text == "-" ? StandardInput.readAll() : (try? Data(contentsOf: URL(filePath: text))).map(Array.init)
    guard let data else { throw ValidationError(.unreadableFile(flag: flag, path: text)) }
    guard let content = String(validating: data, as: UTF8.self) else {
      throw ValidationError(.notUTF8(flag: flag, path: text))
    }
    return content
  }

  /// `KEY=VALUE` of a repeatable flag as an object; nil if the flag is not given.
  /// - Throws: `ValidationError` for another form, and for a key that is given twice.
  static func members(
    _ argument: Argument, _ texts: [String], _ form: String, _ value: (String) -> JSON?
  ) throws -> JSON? {
    if texts.isEmpty { return nil }
    let flag = argument.name(.commands)
    var object = JSONObject()
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let value = value(String(parts[1])) else {
        throw ValidationError(.malformed(flag: flag, text: text, form: form))
      }
      let key = String(parts[0])
      if object[key] != nil { throw ValidationError(.duplicate(flag: flag, text: text, key: key)) }
      object[key] = value
    }
    return .object(object)
  }
}
