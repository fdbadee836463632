import Foundation
import JSONCoding
import Notices
import SQLLint

/// A script from a file, for the planner and for the lint.
///
/// The planner must accept the generator's golden scripts and those in the folders `Accepted` and `Warned`, and must
/// refuse those in `Refused`. In each script the lint must find what its header says, and nothing else.
struct ScriptCase: EngineCase {
  let id: String
  private let sql: String
  private let header: ScriptHeader
  private let isAccepted: Bool

  /// All scripts for the family: `NAME.vvr8.sql` is for one family, `NAME.sql` for both.
  /// - Throws: If a script cannot be read, or its header is malformed.
  static func all(in folder: String, _ family: EngineFamily) throws -> [ScriptCase] {
    try scripts("\(folder)/../FlinkSQLTests/Golden", family, isAccepted: true)
      + scripts("\(folder)/Accepted", family, isAccepted: true)
      + scripts("\(folder)/Warned", family, isAccepted: true)
      + scripts("\(folder)/Refused", family, isAccepted: false)
  }

  private static func scripts(_ folder: String, _ family: EngineFamily, isAccepted: Bool) throws -> [ScriptCase] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sql") }.sorted()
    let concerned = names.filter { name in
      let isForOne = name.hasSuffix(".vvr8.sql") || name.hasSuffix(".vvr11.sql")
      return !isForOne || name.hasSuffix(".vvr\(family.rawValue).sql")
    }
    return try concerned.map { name in
      let sql = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      let id = "\(URL(fileURLWithPath: folder).lastPathComponent)/\(name)"
      return ScriptCase(id: id, sql: sql, header: try ScriptHeader(of: sql, in: id), isAccepted: isAccepted)
    }
  }

  var request: JSON { ["id": .string(id), "kind": "statement", "sql": .string(sql)] }

  func problem(with answer: JSON, _ tally: inout Tally) -> Problem? {
    let refusal = answer["refused"]?.string
    if isAccepted, let refusal { return .refused(refusal) }
    if !isAccepted, refusal == nil { return .difference("the planner accepts it") }
    let findings = header.lint.findings(in: sql)
    tally.add("findings of the lint", findings.count)
    let codes = findings.map(\.problem.code)
    if codes == header.codes, findings.allSatisfy({ $0.severity == .warning }) { return nil }
    let found = findings.map { "\($0.severity.rawValue) \($0.problem.code) in line \($0.line)" }
    return .difference(
      "the lint must find [\(header.codes.joined(separator: ", "))], it finds [\(found.joined(separator: ", "))]")
  }
}
