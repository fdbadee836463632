import Foundation
import JSONCoding
import Testing

/// A failure as Flink, a driver or Alibaba Cloud writes it, and the entry that explains it.
struct CauseInput: Sendable, CustomTestStringConvertible {
  /// The ID of the entry.
  let id: String
  /// The text: a stack trace, or one line.
  let text: String

  var testDescription: String { id }

  /// All inputs; each entry has at least one.
  static let all: [CauseInput] = {
    let file = (Bundle.module.resourceURL ?? URL(fileURLWithPath: ".")).appending(path: "cause-inputs.json")
    let document = (try? Data(contentsOf: file)).flatMap { try? JSON.parse([UInt8]($0)) }
    return (document?.array ?? []).compactMap { input in
      guard let id = input["id"]?.string, let text = input["text"]?.string else { return nil }
      return CauseInput(id: id, text: text)
    }
  }()
}
