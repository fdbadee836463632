import JSONCoding
import Testing

@testable import AliyunFlink

@Suite("Resources in answers")
struct ResourceAmountTests {
  private static let gibibyte = 1_073_741_824.0

  @Test(
    "are read in the spellings of Flink, Kubernetes and the API",
    arguments: [
      (1, "4 GiB", 1, 4 * gibibyte), (0.5, "4Gi", 0.5, 4 * gibibyte), ("2", "4096m", 2, 4 * gibibyte),
      ("500m", "1.5g", 0.5, 1.5 * gibibyte), (16, "1 TB", 16, 1024 * gibibyte), (1, "1073741824", 1, gibibyte),
      (1, 1_073_741_824, 1, gibibyte), (0, "0", 0, 0), (1, "512 MiB", 1, gibibyte / 2),
    ] as [(JSON, JSON, Double, Double)])
  func readable(_ cpu: JSON, _ memory: JSON, _ cores: Double, _ bytes: Double) {
    #expect(ResourceAmount(["cpu": cpu, "memory": memory]) == ResourceAmount(cpu: cores, memory: bytes))
  }

  @Test(
    "are unknown where they cannot be read",
    arguments: [.null, "", "lots", "-1", "4 XB", -1, true, [], [:]] as [JSON])
  func unreadable(_ value: JSON) {
    #expect(ResourceAmount(["cpu": value, "memory": value]) == ResourceAmount(cpu: nil, memory: nil))
  }

  @Test("make the quota of a deployment target, as far as they are given")
  func quotas() throws {
    let document: JSON = [
      "name": "q", "namespace": "n",
      "quota": ["limit": ["cpu": 10, "memory": "40Gi"], "request": ["cpu": 5], "used": ["cpu": 4.5, "memory": "a"]],
    ]
    let target = try #require(DeploymentTarget(document))
    #expect(target.name == "q")
    #expect(target.quota.limit == ResourceAmount(cpu: 10, memory: 40 * Self.gibibyte))
    #expect(target.quota.used == ResourceAmount(cpu: 4.5, memory: nil))
    for quota in [.null, "none", [], [:], ["limit": [:]]] as [JSON] {
      let target = try #require(DeploymentTarget(["name": "q", "quota": quota]))
      #expect(target.quota == .init(limit: .init(cpu: nil, memory: nil), used: .init(cpu: nil, memory: nil)))
    }
    #expect(DeploymentTarget(["namespace": "n"]) == nil)
  }

  @Test("never keep the value of a variable, and a list that is none is a failure")
  func variables() throws {
    let operation = Operation<[String]>.listVariables(page: 2)
    #expect(operation.query.contains { $0 == ("pageIndex", "2") })
    let names = try operation.decode([["name": "a", "kind": "Encrypted", "value": "hidden"], ["name": "b"]])
    #expect(names == ["a", "b"])
    for data in [.null, [:], "a", [["kind": "Clear"]], [1]] as [JSON] {
      #expect(throws: DecodingFailure.self) { try operation.decode(data) }
    }
  }
}
