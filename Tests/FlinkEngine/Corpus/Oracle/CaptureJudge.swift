import FlinkSQL
import JSONCoding
import PipelineTypes

/// Judges what the notes say of control messages and placeholders, by what the engine did with the messages.
struct CaptureJudge {
  private let stream: ChangeStream
  private let schema: MessageSchema
  private let mapping: ColumnMapping
  /// The connector's option that keeps the value of a column where the new one is NULL.
  private let option: String

  /// A judge of the notes about `stream`.
  init(_ stream: ChangeStream, _ schema: MessageSchema, _ mapping: ColumnMapping, _ family: EngineFamily) {
    (self.stream, self.schema, self.mapping) = (stream, schema, mapping)
    option = family == .vvr8 ? "ignorenullwhenupdate" : "sink.ignore-null-when-update.enabled"
  }

  /// What the notes say wrongly of the messages that the engine has `read`; nil if nothing.
  func problem(withRead read: [JSON]) -> String? { controlProblem(read) ?? placeholderProblem }

  private func controlProblem(_ read: [JSON]) -> String? {
    var failed: [ControlKind: Int] = [:]
    for (index, (message, outcome)) in zip(stream.messages, read).enumerated() {
      let (control, failure) = (stream.controls[index], outcome["failed"]?.string)
      guard failure == nil && control?.isRejected != true || failure != nil && control?.isRejected == true else {
        return "\(String(decoding: message, as: UTF8.self)) has the outcome \(outcome.text)"
      }
      if failure != nil, let kind = control?.kind { failed[kind, default: 0] += 1 }
    }
    for case .topic(.controlMessages(_, let kinds, let total, let option)) in schema.notes {
      let noted = Dictionary(kinds.map { ($0.kind, $0.count) }, uniquingKeysWith: +)
      let isRight =
        noted == failed && total == stream.messages.count { !$0.isEmpty }
        && option == "\(schema.format.name).ignore-parse-errors"
      if isRight { return nil }
      return "the job stops at the control messages \(failed), the note is \(kinds) of \(total), \(option)"
    }
    return failed.isEmpty ? nil : "no note counts the control messages \(failed), at which the job stops"
  }

  /// What is wrong with the notes about placeholders: each field that is written must have its own number.
  private var placeholderProblem: String? {
    for column in mapping.columns {
      let count = stream.placeholders[ExactName(column.field)] ?? 0
      var noted = 0
      for case .field(let names, .placeholderWritten(let messages, let option), _) in mapping.notes
      where names.containsName(column.field) {
        noted += messages
        if option != self.option { return "the note about '\(column.field)' names the option \(option)" }
      }
      if noted != count {
        return "'\(column.field)' is a placeholder in \(count) messages, and noted as one in \(noted)"
      }
    }
    return nil
  }

  /// The placeholder of `row` that is not `written`; nil if each is.
  func problem(ofRow row: ChangeStream.Row, written: [JSON]) -> String? {
    for (column, written) in zip(mapping.columns, written) where !column.type.isBinaryList {
      guard let value = row.first(where: { $0.name.isSameName(as: column.field) })?.value,
        RandomMarker.isOne(value), !RandomMarker.isHeld(by: written)
      else { continue }
      return "the placeholder \(value) of '\(column.field)' is written as \(written.text)"
    }
    return nil
  }
}

extension FlinkType {
  /// Whether the harness writes its elements as bits.
  fileprivate var isBinaryList: Bool { self == .array(.float) || self == .array(.double) }
}
