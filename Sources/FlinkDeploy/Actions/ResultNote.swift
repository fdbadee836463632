import FlinkSQL
import FoundationEssentials
import JSONCoding
import KafkaSampling
import Notices

/// A note of a result: something to know about a call that succeeded or failed.
enum ResultNote: Sendable, Equatable {
  /// About the pipeline: its fields, columns, tables or topic.
  case pipeline(PipelineNote)
  /// About the sample of the topic.
  case sampling(SamplingNote)
  /// About the plan of the call.
  case plan(PlanNote)
  /// About an update.
  case update(UpdateNote)
  /// About the call.
  case call(CallNote)
  /// The journal has this text, of another release.
  case recorded(String)

  /// The stable name that programs compare.
  var code: String { note?.code ?? "recorded" }

  /// The field, column, table or topic that the note is about; nil for none.
  var subject: String? { note?.subject }

  /// The text in the language of `voice`, for its reader.
  func text(_ voice: Voice) -> String {
    if case .recorded(let text) = self { text } else { note?.text(voice) ?? "" }
  }

  /// The element of `warnings` in a result.
  func json(_ voice: Voice) -> JSON {
    var json: JSONObject = [
      "code": .string(code), "message": .string(text(voice)), "subject": .optional(subject),
    ]
    if case .pipeline(let note) = self, note.count > 1 { json["count"] = .int(note.count) }
    return .object(json)
  }

  private var note: (any Note)? {
    switch self {
    case .pipeline(let note): note
    case .sampling(let note): note
    case .plan(let note): note
    case .update(let note): note
    case .call(let note): note
    case .recorded: nil
    }
  }
}

/// The form in the journal: the value, and its English text for a release that does not know the value.
extension ResultNote {
  private enum Kind: String {
    case pipeline, sampling, plan, update, call
  }

  /// The note as the journal keeps it.
  var json: JSON {
    switch self {
    case .pipeline(let note): json(.pipeline, note)
    case .sampling(let note): json(.sampling, note)
    case .plan(let note): json(.plan, note)
    case .update(let note): json(.update, note)
    case .call(let note): json(.call, note)
    case .recorded(let text): .string(text)
    }
  }

  /// A note of the journal, of this release or another one.
  init(json: JSON) {
    let note: ResultNote? =
      switch json["kind"]?.string.flatMap(Kind.init) {
      case .pipeline: Self.value(PipelineNote.self, json["note"]).map(ResultNote.pipeline)
      case .sampling: Self.value(SamplingNote.self, json["note"]).map(ResultNote.sampling)
      case .plan: Self.value(PlanNote.self, json["note"]).map(ResultNote.plan)
      case .update: Self.value(UpdateNote.self, json["note"]).map(ResultNote.update)
      case .call: Self.value(CallNote.self, json["note"]).map(ResultNote.call)
      case nil: nil
      }
    self = note ?? .recorded(json.string ?? json["message"]?.string ?? json.text)
  }

  private func json(_ kind: Kind, _ note: some Encodable) -> JSON {
    let value = (try? JSONEncoder().encode(note)).flatMap { try? JSON.parse(Array($0)) }
    let text = text(Voice(.english, .tools))
    let json: JSON = ["kind": .string(kind.rawValue), "note": value ?? .null, "message": .string(text)]
    return json.withoutNullCharacters
  }

  private static func value<Value: Decodable>(_ type: Value.Type, _ json: JSON?) -> Value? {
    json.flatMap { try? JSONDecoder().decode(type, from: Data($0.serialized)) }
  }
}

extension JSON {
  /// The value without U+0000, which Postgres cannot store.
  var withoutNullCharacters: JSON {
    switch self {
    // By code points: with an accent behind it, U+0000 is part of another character.
    case .string(let text) where text.utf8.contains(0):
      .string(String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })))
    case .array(let elements): .array(elements.map(\.withoutNullCharacters))
    case .object(let object): .object(JSONObject(object.members.map { ($0.key, $0.value.withoutNullCharacters) }))
    default: self
    }
  }
}
