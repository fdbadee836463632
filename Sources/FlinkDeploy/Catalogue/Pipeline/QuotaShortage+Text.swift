/// Sentences about quotas, for the error and for the warning.
extension QuotaShortage {
  var english: String {
    let needs = lacks.map { "\($0.amount($0.needed)) \($0.resource.english($0.needed))" }.joined(separator: " and ")
    let free = lacks.map { "\($0.amount($0.free)) of \($0.amount($0.limit)) \($0.resource.english($0.limit))" }
    return "The job needs \(needs). Deployment target (queue) '\(target)' has \(free.joined(separator: " and ")) left"
  }

  var chinese: String {
    let needs = lacks.map { "\($0.amount($0.needed)) \($0.resource.chinese)" }.joined(separator: " 和 ")
    let free = lacks.map { "\($0.amount($0.free))/\($0.amount($0.limit)) \($0.resource.chinese)" }
    return "作业需要 \(needs)；部署目标（队列）'\(target)' 剩余 \(free.joined(separator: " 和 "))"
  }
}

extension QuotaShortage.Lack {
  /// A number of cores or GiB, with at most two decimals.
  fileprivate func amount(_ value: Double) -> String {
    let amount = resource == .memory ? value / 1_073_741_824 : value
    let text = "\((amount * 100).rounded() / 100)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension QuotaShortage.Resource {
  fileprivate func english(_ amount: Double) -> String {
    switch self {
    case .cpu: amount == 1 ? "CPU core" : "CPU cores"
    case .memory: "GiB of memory"
    }
  }

  fileprivate var chinese: String {
    switch self {
    case .cpu: "核 CPU"
    case .memory: "GiB 内存"
    }
  }
}
