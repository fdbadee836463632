import FlinkSQL
import JSONCoding

/// All cases for one engine.
struct Corpus {
  /// The engine.
  let family: EngineFamily
  private let cases: [any EngineCase]

  /// The cases that follow from `seed`.
  /// - Parameters:
  ///   - family: The engine.
  ///   - seed: What the random cases depend on.
  ///   - count: The number of pipelines; the numbers of other random cases are in proportion.
  ///   - folder: The folder `Tests/FlinkEngine`, which contains the scripts.
  /// - Throws: If the generator cannot write a script, or a script cannot be read.
  init(family: EngineFamily, seed: UInt64, count: Int, folder: String) throws {
    self.family = family
    var random = SeededGenerator(state: seed)
    // Change formats use the tree in every engine, so the newer engine has both readers.
    let readers: [FlinkJSONReader] = family == .vvr8 ? [.tree] : [.token, .tree]
    var cases: [any EngineCase] = readers.flatMap { reader in
      (0..<count / 2).map { ReaderCase(id: "\(reader.rawValue)-\($0)", format: .json, reader: reader, &random) }
    }
    cases += (0..<count / 2).map {
      ReaderCase(id: "envelopes-\($0)", format: random.pick(RandomEnvelope.formats), reader: .tree, &random)
    }
    let pipelines = try Corpus.several(count) { try PipelineCase(id: "pipeline-\($0)", family, &random) }
    cases += pipelines.flatMap(\.runs)
    cases += try Corpus.several(count / 4) { try ChangeCase(id: "changes-\($0)", family, &random) }
    cases += try Corpus.several(count / 4) { try ChangeCase(id: "captures-\($0)", family, isMixed: true, &random) }
    cases += try Corpus.several(count / 10) { try FlattenedCase(id: "flattened-\($0)", family, &random) }
    cases += try Corpus.several(count / 2) { try KeyCollisionCase(id: "keys-\($0)", family, &random) }
    cases += try Corpus.several(count / 4) { try ConstraintCase(id: "rules-\($0)", family, &random) }
    self.cases = cases + (try ScriptCase.all(in: folder, family))
  }

  /// `count` cases; a case that cannot be made is tried again.
  static func several<Case>(_ count: Int, _ make: (Int) throws -> Case?) rethrows -> [Case] {
    var made: [Case] = []
    while made.count < count { if let next = try make(made.count) { made.append(next) } }
    return made
  }

  /// The questions for the engine.
  var requests: [JSON] { cases.map(\.request) }

  /// Judges the engine's answers, by the IDs of the cases.
  func judge(_ answers: [String: JSON], _ tally: inout Tally) {
    for value in cases {
      let problem = answers[value.id].map { value.problem(with: $0, &tally) } ?? .refused("the engine gave no answer")
      tally.count(problem, of: "VVR \(family.rawValue) \(value.id)")
    }
  }
}
