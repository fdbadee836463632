import Testing

@testable import KafkaSampling

@Suite("A sampling plan")
struct SamplingPlanTests {
  private func partitions(_ sizes: [Int64]) -> [SamplingPlan.Partition] {
    sizes.enumerated().map { .init(id: Int32($0), offsets: 1_000..<1_000 + $1) }
  }

  private func count(_ plan: SamplingPlan) -> Int {
    (Array(plan.oldest.values) + Array(plan.newest.values)).reduce(0) { $0 + $1.count }
  }

  @Test(
    "A plan uses the whole limit and never more",
    arguments: [
      ([100, 100], 10, 10), ([1, 100, 3], 50, 50), ([5, 5], 100, 10), ([], 10, 0), ([0, 0, 7], 3, 3),
      ([9, 9, 9], 1, 1),
      ([2, 2, 2, 1_000_000], 500, 500),
    ] as [([Int64], Int, Int)])
  func shares(_ sizes: [Int64], _ limit: Int, _ expected: Int) {
    #expect(count(SamplingPlan(partitions(sizes), limit: limit)) == expected)
  }

  @Test("The limit holds over any number of partitions", arguments: [1, 7, 500, 1_000, 4_000])
  func anyNumber(_ partitions: Int) {
    let plan = SamplingPlan(self.partitions(Array(repeating: 100, count: partitions)), limit: 500)
    #expect(count(plan) == min(500, partitions * 100))
    #expect(!plan.oldest.isEmpty && !plan.newest.isEmpty)
  }

  @Test("No offset is read twice")
  func disjoint() {
    let plan = SamplingPlan(partitions([7]), limit: 5)
    #expect(plan.oldest == [0: 1_000..<1_003])
    #expect(plan.newest == [0: 1_005..<1_007])
  }
}
