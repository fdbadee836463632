/// The order of pipelines by what they read and write.
public enum BatchOrder {
  /// What a pipeline reads and writes: topics and tables, by names that differ between the two kinds.
  public struct Flow: Sendable, Equatable {
    /// What it reads.
    public var reads: Set<String>
    /// What it writes.
    public var writes: Set<String>

    /// A flow.
    public init(reads: Set<String>, writes: Set<String>) {
      self.reads = reads
      self.writes = writes
    }
  }

  /// The places of pipelines each of which reads what the one before it writes, and the first what the last writes.
  public struct Cycle: Error, Equatable {
    /// The places, at least two.
    public let places: [Int]
  }

  /// The predecessors of each pipeline: those that write what it reads.
  /// - Throws: ``Cycle`` if pipelines wait for each other.
  public static func predecessors(of flows: [Flow]) throws(Cycle) -> [Set<Int>] {
    var writers: [String: Set<Int>] = [:]
    for (index, flow) in flows.enumerated() {
      for name in flow.writes { writers[name, default: []].insert(index) }
    }
    // A pipeline that reads what it writes itself waits for nothing.
    let predecessors = flows.enumerated().map { index, flow in
      flow.reads.reduce(into: Set<Int>()) { $0.formUnion(writers[$1] ?? []) }.subtracting([index])
    }
    if let places = cycle(in: predecessors) { throw Cycle(places: places) }
    return predecessors
  }

  private static func cycle(in predecessors: [Set<Int>]) -> [Int]? {
    var left = Set(predecessors.indices)
    while let free = left.first(where: { predecessors[$0].isDisjoint(with: left) }) { left.remove(free) }
    guard var place = left.min() else { return nil }
    var path: [Int] = []
    while !path.contains(place) {
      path.append(place)
      place = predecessors[place].intersection(left).min() ?? place
    }
    return Array(path[(path.firstIndex(of: place) ?? 0)...].reversed())
  }
}
