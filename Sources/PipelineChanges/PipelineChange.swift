import PipelineTypes
import SQLLint

/// Two versions of a job, with what of the one belongs to what of the other.
struct PipelineChange {
  /// The earlier job, whose state there is.
  let old: Pipeline
  /// The later job, which is to start from that state.
  let new: Pipeline
  /// The sources of both, by name.
  let sources: [(old: Pipeline.Source, new: Pipeline.Source)]
  /// The INSERTs of both.
  let flows: [(old: Flow, new: Flow)]
  /// The INSERTs of the later job only.
  let addedFlows: [Flow]
  /// The INSERTs of the earlier job only.
  let removedFlows: [Flow]
  /// Whether both scripts say the same.
  let isSameSQL: Bool

  init(from old: PipelineVersion, to new: PipelineVersion) {
    isSameSQL = ComparedSQL(old.sql) == ComparedSQL(new.sql)
    let (former, later) = (Pipeline(old), Pipeline(new))
    self.old = former
    self.new = later
    sources = former.sources.compactMap { source in later.source(source.path).map { (source, $0) } }
    let pairs = PipelineChange.pairs(former.flows.map(\.sink), later.flows.map(\.sink))
    flows = pairs.map { (former.flows[$0.0], later.flows[$0.1]) }
    let (left, right) = (Set(pairs.map(\.0)), Set(pairs.map(\.1)))
    removedFlows = former.flows.indices.filter { !left.contains($0) }.map { former.flows[$0] }
    addedFlows = later.flows.indices.filter { !right.contains($0) }.map { later.flows[$0] }
  }

  /// What of the one belongs to what of the other: by target and name, by target, by name, and by its place in the rest.
  private static func pairs(_ old: [Sink], _ new: [Sink]) -> [(Int, Int)] {
    var (left, right) = (Array(old.indices), Array(new.indices))
    var pairs: [(Int, Int)] = []
    for isPair in relations {
      var rest: [Int] = []
      for index in left {
        if let place = right.firstIndex(where: { isPair(old[index], new[$0]) }) {
          pairs.append((index, right.remove(at: place)))
        } else {
          rest.append(index)
        }
      }
      left = rest
    }
    return pairs.sorted { $0.1 < $1.1 }
  }

  /// Whether each statement of both scripts is understood, so that all operators are known.
  var isUnderstood: Bool { old.unknownStatements.isEmpty && new.unknownStatements.isEmpty }

  private static let relations: [@Sendable (Sink, Sink) -> Bool] = [
    { $0.path == $1.path && $0.target == $1.target && $0.target != nil },
    { $0.target == $1.target && $0.target != nil },
    { $0.path == $1.path },
    { _, _ in true },
  ]
}
