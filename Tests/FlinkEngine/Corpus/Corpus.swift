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
  private let readerCases: [ReaderCase]
  private let pipelineCases: [PipelineCase]
  private let scripts: [ScriptCase]

  init(family: EngineFamily, seed: UInt64, count: Int, folder: String) throws {
    self.family = family
    var random = SeededGenerator(state: seed)
    // Change formats use the tree in every engine, so both readers are there in the newer one.
    let readers: [FlinkJSONReader] = family == .vvr8 ? [.tree] : [.token, .tree]
    readerCases = readers.flatMap { reader in
      (0..<count / 2).map { ReaderCase(id: "\(reader.rawValue)-\($0)", reader: reader, &random) }
    }
    var pipelines: [PipelineCase] = []
    while pipelines.count < count {
      if let next = PipelineCase(id: "pipeline-\(pipelines.count)", family, &random) { pipelines.append(next) }
    }
    pipelineCases = pipelines
    scripts = try ScriptCase.all(in: folder, family)
  }

  var requests: [JSON] { readerCases.map(\.request) + pipelineCases.map(\.request) + scripts.map(\.request) }

  func judge(_ answers: [String: JSON], _ tally: inout Tally) {
    func each<Case>(_ cases: [Case], _ id: (Case) -> String, _ judge: (Case, JSON, inout Tally) -> String?) {
      for value in cases {
        let problem = answers[id(value)].map { judge(value, $0, &tally) } ?? "the engine gave no answer"
        tally.count(problem.map { "VVR \(family.rawValue) \(id(value)): \($0)" })
      }
    }
    each(readerCases, \.id) { $0.problem(with: $1, &$2) }
    each(pipelineCases, \.id) { $0.problem(with: $1, &$2) }
    each(scripts, \.id) { script, answer, _ in script.problem(with: answer) }
  }
}

/// What was compared, and what was wrong.
struct Tally {
  private(set) var passed = 0
  private(set) var failed = 0
  private(set) var problems: [String] = []
  /// Messages compared, failures that both sides agree on, rows written, values left to the engine's word.
  private var figures: [String: Int] = [:]

  mutating func count(_ problem: String?) {
    if let problem {
      failed += 1
      problems.append(problem)
    } else {
      passed += 1
    }
  }

  mutating func add(_ figure: String, _ count: Int = 1) { figures[figure, default: 0] += count }

  mutating func takeFigures() -> String {
    defer { figures = [:] }
    return figures.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
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
