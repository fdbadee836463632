import AliyunFlink
import JSONCoding

/// The resources that a job needs, compared with what a deployment target has left.
///
/// Only figures that are known count: a resource without one never makes a shortage.
struct QuotaCheck: Sendable, Equatable {
  private static let gibibyte = 1_073_741_824.0
  /// What the platform gives a JobManager or a TaskManager if nothing else is set.
  private static let standard = ResourceAmount(cpu: 1, memory: 4 * gibibyte)
  /// The largest TaskManager; the platform divides a larger one.
  private static let largest = (cpu: 16.0, memory: 64 * gibibyte)

  /// What the job needs in all.
  let needed: ResourceAmount

  /// The needs of a job.
  /// - Parameters:
  ///   - setting: The `basicResourceSetting` to set, in the API's spelling; what it leaves out has the platform's default.
  ///   - flinkConf: The Flink configuration to set.
  init(_ setting: JSONObject, flinkConf: JSONObject) {
    let master = QuotaCheck.amount(setting["jobmanagerResourceSettingSpec"])
    let worker = QuotaCheck.amount(setting["taskmanagerResourceSettingSpec"])
    let parallelism = max(1, setting["parallelism"]?.double ?? 1)
    let shares = parallelism / QuotaCheck.slots(flinkConf, orElse: parallelism)
    let isDivided = worker.cpu ?? 0 > QuotaCheck.largest.cpu || worker.memory ?? 0 > QuotaCheck.largest.memory
    let workers = isDivided ? shares : shares.rounded(.up)
    func total(_ part: KeyPath<ResourceAmount, Double?>) -> Double? {
      guard let first = master[keyPath: part], let each = worker[keyPath: part] else { return nil }
      return first + workers * each
    }
    needed = ResourceAmount(cpu: total(\.cpu), memory: total(\.memory))
  }

  /// The resources of which `target` has too little left; nil if the job may fit.
  func shortage(in target: DeploymentTarget) -> QuotaShortage? {
    shortage(in: target, replacing: ResourceAmount(cpu: 0, memory: 0))
  }

  /// The resources of which `target` has too little left; nil if the job may fit.
  /// - Parameter held: What a job holds that this one replaces; nil figures are not known.
  func shortage(in target: DeploymentTarget, replacing held: ResourceAmount) -> QuotaShortage? {
    let (limit, used) = (target.quota.limit, target.quota.used)
    let lacks = [
      QuotaCheck.lack(.cpu, needed.cpu, held.cpu, limit: limit.cpu, used: used.cpu),
      QuotaCheck.lack(.memory, needed.memory, held.memory, limit: limit.memory, used: used.memory),
    ].compactMap { $0 }
    return lacks.isEmpty ? nil : QuotaShortage(target: target.name, lacks: lacks)
  }

  private static func lack(
    _ resource: QuotaShortage.Resource, _ needed: Double?, _ held: Double?, limit: Double?, used: Double?
  ) -> QuotaShortage.Lack? {
    // A limit of zero is a member that was not set; what a job holds already cannot lack.
    guard let needed, let held, needed > held, let limit, limit > 0 else { return nil }
    let free = max(0, limit - max(0, (used ?? 0) - held))
    return needed > free ? .init(resource: resource, needed: needed, free: free, limit: limit) : nil
  }

  /// The amount of a manager; a figure that is given and cannot be read is nil.
  private static func amount(_ spec: JSON?) -> ResourceAmount {
    let given = ResourceAmount(spec ?? .null)
    return ResourceAmount(
      cpu: spec?["cpu"] == nil ? standard.cpu : given.cpu,
      memory: spec?["memory"] == nil ? standard.memory : given.memory)
  }

  /// The slots of a TaskManager, by default one.
  private static func slots(_ flinkConf: JSONObject, orElse most: Double) -> Double {
    guard let given = flinkConf["taskmanager.numberOfTaskSlots"] else { return 1 }
    // With as many slots as subtasks, the job needs the least.
    return (given.double ?? given.string.flatMap { Double($0) }).flatMap { $0 >= 1 ? $0 : nil } ?? most
  }
}
