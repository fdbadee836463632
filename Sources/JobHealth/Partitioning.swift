/// How partitions spread over subtasks.
struct Partitioning: Sendable {
  /// How many partitions there are, at least one.
  let count: Int

  /// How many partitions the subtask with the most of them reads.
  func most(at parallelism: Int) -> Int { (count + parallelism - 1) / max(1, parallelism) }

  /// A parallelism of at least `needed` that spreads the partitions evenly.
  ///
  /// It is the smallest divisor of their number that is at most twice as large, else the fewest subtasks that share the
  /// work as well as `needed` ones do.
  /// - Parameters:
  ///   - needed: The number of subtasks that the load asks for.
  ///   - limit: The most subtasks.
  func aligned(_ needed: Int, limit: Int) -> Int {
    let least = min(max(1, needed), limit)
    let largest = min(limit, 2 * least, count)
    if least <= largest, let divisor = (least...largest).first(where: { count % $0 == 0 }) { return divisor }
    let share = max(1, most(at: least))
    return min(least, (count + share - 1) / share)
  }
}
