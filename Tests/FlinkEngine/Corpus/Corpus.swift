import FlinkSQL
import Foundation
import JSONCoding

/// The engines of the platform, and what of Flink each is built on.
enum EngineFamily: String {
  case vvr8 = "8"
  case vvr11 = "11"

  var engine: EngineVersion { self == .vvr8 ? EngineVersion(8, 0, 11) : EngineVersion(11, 1) }

  /// The reader of the format `json`.
  var reader: FlinkJSONReader { self == .vvr8 ? .tree : .token }
}

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

/// splitmix64: the same numbers from the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
