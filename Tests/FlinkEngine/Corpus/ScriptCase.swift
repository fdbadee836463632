import Foundation
import JSONCoding

/// A script from a file: the generator's golden ones must be accepted, the known-bad ones refused.
struct ScriptCase: EngineCase {
  let id: String
  private let sql: String
  private let isAccepted: Bool

  /// All scripts that concern the family.
  ///
  /// `NAME.vvr8.sql` is for one family only, `NAME.sql` for both.
  static func all(in folder: String, _ family: EngineFamily) throws -> [ScriptCase] {
    try scripts("\(folder)/../FlinkSQLTests/Golden", family, isAccepted: true)
      + scripts("\(folder)/Accepted", family, isAccepted: true)
      + scripts("\(folder)/Refused", family, isAccepted: false)
  }

  private static func scripts(_ folder: String, _ family: EngineFamily, isAccepted: Bool) throws -> [ScriptCase] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sql") }.sorted()
    let concerned = names.filter { name in
      let isForOne = name.hasSuffix(".vvr8.sql") || name.hasSuffix(".vvr11.sql")
      return !isForOne || name.hasSuffix(".vvr\(family.rawValue).sql")
    }
    return try concerned.map { name in
      ScriptCase(
        id: name, sql: try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8), isAccepted: isAccepted)
    }
  }

  var request: JSON { ["id": .string(id), "kind": "statement", "sql": .string(sql)] }

  func problem(with answer: JSON, _ tally: inout Tally) -> Problem? {
    let refusal = answer["refused"]?.string
    if isAccepted { return refusal.map(Problem.refused) }
    return refusal == nil ? .difference("accepted, though it is bad") : nil
  }
}
