import JSONCoding

/// The deployment targets (queues) of the namespace, and what their jobs use.
extension Platform {
  static let queues = ["default-queue", "batch-queue"]
  /// What the jobs of one queue may use together, in cores and GiB; more than any test of many jobs needs.
  private static let limit = (cpu: 10_000.0, memory: 40_000.0)

  /// A queue as the API shows it.
  func shown(queue name: String) -> JSON {
    let used = jobs.filter { id, job in isActive(id) && queue(of: job) == name }.values.map(Platform.resources)
      .reduce((cpu: 0.0, memory: 0.0)) { ($0.cpu + $1.cpu, $0.memory + $1.memory) }
    return [
      "name": .string(name), "namespace": .string(namespace),
      "quota": [
        "limit": Platform.amount(Platform.limit), "request": Platform.amount(Platform.limit),
        "used": Platform.amount(used),
      ],
    ]
  }

  private func queue(of job: JSONObject) -> String? {
    deployments[job["deploymentId"]?.string ?? ""]?["deploymentTarget"]?["name"]?.string
  }

  /// The JobManager, and the TaskManagers whose slots the subtasks need.
  private static func resources(of job: JSONObject) -> (cpu: Double, memory: Double) {
    let setting = job["streamingResourceSetting"]?["basicResourceSetting"] ?? .null
    let slots = job["flinkConf"]?["taskmanager.numberOfTaskSlots"].flatMap { $0.int ?? Int($0.string ?? "") } ?? 1
    let managers = ((setting["parallelism"]?.double ?? 1) / Double(max(1, slots))).rounded(.up)
    let (master, worker) = (setting["jobmanagerResourceSettingSpec"], setting["taskmanagerResourceSettingSpec"])
    return (cpu(of: master) + managers * cpu(of: worker), memory(of: master) + managers * memory(of: worker))
  }

  private static func cpu(of spec: JSON?) -> Double { spec?["cpu"]?.double ?? 1 }

  /// The memory of `4 GiB` or `4096m`, in GiB.
  private static func memory(of spec: JSON?) -> Double {
    let text = spec?["memory"]?.string ?? "4 GiB"
    let number = Double(text.prefix { ("0"..."9").contains($0) || $0 == "." }) ?? 4
    return text.lowercased().contains("m") ? number / 1024 : number
  }

  private static func amount(_ amount: (cpu: Double, memory: Double)) -> JSON {
    ["cpu": .number(JSONNumber(amount.cpu)), "memory": .string("\(JSONNumber(amount.memory).literal)Gi")]
  }
}
