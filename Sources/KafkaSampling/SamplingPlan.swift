/// Which offsets of which partitions are read.
struct SamplingPlan: Equatable {
  /// A partition as the broker describes it.
  struct Partition: Equatable {
    let id: Int32
    /// The offsets there are; not all of them need hold a message.
    let offsets: Range<Int64>
  }

  /// The oldest offsets by partition.
  private(set) var oldest: [Int32: Range<Int64>] = [:]
  /// The newest offsets by partition.
  private(set) var newest: [Int32: Range<Int64>] = [:]

  /// Hands out `limit` offsets one by one, round after round, so that small partitions leave more to the others; half of
  /// each share is the oldest, half the newest.
  init(_ partitions: [Partition], limit: Int) {
    for (index, (partition, share)) in zip(partitions, SamplingPlan.shares(partitions, limit)).enumerated() {
      // Where one is left over it is in turns the oldest and the newest, so that a limit below the number of partitions
      // sees both ends too.
      let old = index.isMultiple(of: 2) ? (share + 1) / 2 : share / 2
      let (low, high) = (partition.offsets.lowerBound, partition.offsets.upperBound)
      if old > 0 { oldest[partition.id] = low..<low + old }
      if share > old { newest[partition.id] = high - (share - old)..<high }
    }
  }

  private static func shares(_ partitions: [Partition], _ limit: Int) -> [Int64] {
    var shares = [Int64](repeating: 0, count: partitions.count)
    var left = Int64(limit)
    var open = Array(partitions.indices.filter { !partitions[$0].offsets.isEmpty })
    while left > 0, !open.isEmpty {
      // As many whole rounds at once as no partition runs dry in.
      let smallest = open.map { Int64(partitions[$0].offsets.count) - shares[$0] }.min() ?? 0
      let rounds = max(1, min(smallest, left / Int64(open.count)))
      for index in open.prefix(Int(min(left, Int64(open.count)))) {
        shares[index] += rounds
        left -= rounds
      }
      open.removeAll { shares[$0] == Int64(partitions[$0].offsets.count) }
    }
    return shares
  }
}
