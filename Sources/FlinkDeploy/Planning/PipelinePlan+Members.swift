import FlinkSQL
import JSONCoding
import Notices
import PipelineTypes
import SQLLint

extension PipelinePlan {
  /// The members `dry_parse`, `findings` and `columns` of a result, those that say something.
  func members(_ voice: Voice) -> [(String, JSON)] {
    var members: [(String, JSON)] = []
    if let dryParse { members.append(("dry_parse", dryParse.json(voice))) }
    if !findings.isEmpty { members.append(("findings", .array(findings.map { $0.json(voice) }))) }
    let columns = tables.flatMap { $0.columns(voice, namesTable: tables.count > 1) }
    if !tables.isEmpty { members.append(("columns", .array(columns))) }
    return members
  }
}

extension TablePlan {
  fileprivate func columns(_ voice: Voice, namesTable: Bool) -> [JSON] {
    (refused.map { $0.json(voice) } + mapping.columns.map(\.json)).map { column in
      var column = column
      if namesTable { column["table"] = .string(table.description) }
      return .object(column)
    }
  }
}

extension SQLFinding {
  fileprivate func json(_ voice: Voice) -> JSON {
    [
      "severity": .string(severity.rawValue), "line": .int(line), "column": .int(column),
      "code": .string(problem.code), "message": .string(problem.text(voice)), "replacement": .optional(replacement),
    ]
  }
}

extension ColumnMapping.Column {
  fileprivate var json: JSONObject {
    var json: JSONObject = [
      "column": .string(name), "field": .string(field), "type": .string(type.sql),
      "source_type": .string(sourceType.sql), "verdict": .string(verdict.rawValue),
      "expression": .string(expression),
    ]
    if let metadata { json["metadata"] = .string(metadata.rawValue) }
    return json
  }
}

extension RefusedColumn {
  fileprivate func json(_ voice: Voice) -> JSONObject {
    [
      "column": .string(name), "field": .optional(field), "type": .string(databaseType), "source_type": .null,
      "verdict": .string(Verdict.impossible.rawValue), "reason": .string(reason.text(voice)),
    ]
  }
}

extension DryParseReport {
  fileprivate func json(_ voice: Voice) -> JSON {
    var json: JSONObject = [
      "messages": .int(messages), "failed": .int(failed), "failures": .array(failures.map { $0.json(voice) }),
    ]
    if failuresBesides > 0 { json["failures_besides"] = .int(failuresBesides) }
    if overlong > 0 { json["text_after_value"] = .int(overlong) }
    json["altered"] = .array(altered.map { $0.json(voice) })
    if alteredBesides > 0 { json["altered_besides"] = .int(alteredBesides) }
    return .object(json)
  }
}

extension DryParseReport.Alteration {
  fileprivate func json(_ voice: Voice) -> JSON {
    [
      "field": .string(field), "value": .string(value), "becomes": .string(becomes.text(voice)), "count": .int(count),
    ]
  }
}

extension DryParseReport.FailureGroup {
  fileprivate func json(_ voice: Voice) -> JSON {
    var json: JSONObject = [
      "code": .string(reason.code), "reason": .string(reason.text(voice)), "count": .int(count),
    ]
    if let position {
      json["partition"] = .int(position.partition)
      json["offset"] = .int(position.offset)
    } else {
      json["message"] = .int(number)
    }
    return .object(json)
  }
}
