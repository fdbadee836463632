import Testing

@testable import FlinkDeploy

@Suite("What is known of a system that cannot be reached")
struct KnownOutageTests {
  private struct Unreachable: Error, Equatable {
    let number: Int
  }

  @Test("serves calls that would wait as long or less, and no others")
  func timeouts() {
    let outage = KnownOutage<Unreachable>()
    #expect(outage.failure(within: .seconds(1)) == nil)
    outage.begin(Unreachable(number: 1), within: .seconds(2))
    #expect(outage.failure(within: .seconds(2)) == Unreachable(number: 1))
    #expect(outage.failure(within: .seconds(3)) == nil)
    outage.begin(Unreachable(number: 2), within: .seconds(15))
    outage.begin(Unreachable(number: 3), within: .seconds(2))
    #expect(outage.failure(within: .seconds(15)) == Unreachable(number: 2))
  }

  @Test("ends when the system is reached, and after its lifetime")
  func ends() {
    let outage = KnownOutage<Unreachable>()
    outage.begin(Unreachable(number: 1), within: .seconds(2))
    outage.end()
    #expect(outage.failure(within: .zero) == nil)
    let short = KnownOutage<Unreachable>(lifetime: .zero)
    short.begin(Unreachable(number: 1), within: .seconds(2))
    #expect(short.failure(within: .zero) == nil)
  }
}
