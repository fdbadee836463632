import FlinkSQL
import JSONCoding

/// All cases for one engine.
struct Corpus {
  let family: EngineFamily
  private let cases: [any EngineCase]

  /// - Parameters:
  ///   - count: How many pipelines; of the other cases there are fewer in proportion.
  ///   - folder: Where the scripts lie.
  init(family: EngineFamily, seed: UInt64, count: Int, folder: String) throws {
    self.family = family
    var random = SeededGenerator(state: seed)
    // Change formats use the tree in every engine, so both readers are there in the newer one.
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
    self.cases = cases + (try ScriptCase.all(in: folder, family))
  }

  /// Tries until there are so many.
  private static func several<Case>(_ count: Int, _ make: (Int) throws -> Case?) rethrows -> [Case] {
    var made: [Case] = []
    while made.count < count { if let next = try make(made.count) { made.append(next) } }
    return made
  }

  var requests: [JSON] { cases.map(\.request) }

  func judge(_ answers: [String: JSON], _ tally: inout Tally) {
    for value in cases {
      let problem = answers[value.id].map { value.problem(with: $0, &tally) } ?? .refused("the engine gave no answer")
      tally.count(problem, of: "VVR \(family.rawValue) \(value.id)")
    }
  }
}
