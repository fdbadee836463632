import Deployments
import FlinkSQL
import JSONCoding
import KafkaSampling
import SQLLint
import Testing

@testable import FlinkDeploy

/// Notes as the journal keeps them, for results of later calls and of other releases.
@Suite("Notes in the journal")
struct JournalNoteTests {
  /// Every example of a note, and of every problem that a note can contain.
  private static let notes: [ResultNote] = CatalogueGroup.all.flatMap(\.examples).compactMap { example in
    switch example.worded {
    case let note as PipelineNote: .pipeline(note)
    case let note as SamplingNote: .sampling(note)
    case let note as PlanNote: .plan(note)
    case let note as CallNote: .call(note)
    case let problem as SQLProblem: .plan(.finding(line: 2, column: 16, problem, replacement: nil))
    case let problem as KafkaSamplingError: .plan(.topicNotSampled(problem))
    case let problem as OperationProblem: .call(.stale(problem))
    default: nil
    }
  }

  @Test("are the same after they were written and read")
  func written() throws {
    #expect(Self.notes.count > 150)
    for note in Self.notes {
      let read = ResultNote(json: try JSON.parse(note.json.serialized))
      #expect(read == note, "\(note.json.text)")
    }
  }

  @Test("have their English text beside them, for releases that do not know them")
  func messages() {
    for note in Self.notes {
      #expect(note.json["message"]?.string == note.text(Voice(.english, .tools)))
    }
  }

  @Test("of earlier and later releases keep their text")
  func otherReleases() {
    let later: JSON = ["kind": "later", "note": ["later": [:]], "message": "A later note"]
    let changed: JSON = ["kind": "call", "note": ["later": [:]], "message": "A later note"]
    #expect(ResultNote(json: "An earlier note") == .recorded("An earlier note"))
    #expect(ResultNote(json: later) == .recorded("A later note"))
    #expect(ResultNote(json: changed) == .recorded("A later note"))
    let recorded = ResultNote.recorded("An earlier note")
    #expect(ResultNote(json: recorded.json) == recorded)
    #expect(recorded.code == "recorded")
    for language in Language.allCases { #expect(recorded.text(Voice(language, .tools)) == "An earlier note") }
  }

  @Test("contain no U+0000, which Postgres cannot store")
  func nullCharacters() {
    let note = ResultNote.pipeline(.field("a\0b", .notWritten))
    #expect(!note.json.serialized.contains(0))
    #expect(!note.json.text.contains("\\u0000"))
    #expect(ResultNote(json: note.json) == .pipeline(.field("a\u{FFFD}b", .notWritten)))
  }
}
