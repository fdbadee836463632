import Deployments
import Testing

@Suite("The share of the rate limit")
struct LoadTests {
  @Test(
    "adds up to all of it over the processes, however many operations each has",
    arguments: [[1], [100, 100], [1, 1000], [7, 0, 93, 400]])
  func sum(_ operations: [Int]) {
    let total = operations.reduce(0, +)
    let shares = operations.map { OperationLoad(processes: operations.count, own: $0, total: total).share }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
  }

  @Test("is more for a process that has more to do, and never next to nothing")
  func order() {
    let busy = OperationLoad(processes: 2, own: 1000, total: 1001).share
    let idle = OperationLoad(processes: 2, own: 1, total: 1001).share
    #expect(busy > 0.85)
    #expect(idle > 0.1)
    #expect(OperationLoad().share == 1)
  }
}
