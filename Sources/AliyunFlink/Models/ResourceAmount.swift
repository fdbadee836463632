public import JSONCoding

/// CPU and memory, as quotas and resource settings give them; each is nil where it is not given or cannot be read.
public struct ResourceAmount: Sendable, Equatable {
  /// The CPU, in cores.
  public var cpu: Double?
  /// The memory, in bytes.
  public var memory: Double?

  /// An amount.
  /// - Parameters:
  ///   - cpu: The CPU, in cores.
  ///   - memory: The memory, in bytes.
  public init(cpu: Double?, memory: Double?) {
    self.cpu = cpu
    self.memory = memory
  }

  /// The members `cpu` and `memory` of an object.
  public init(_ json: JSON) {
    self.init(
      cpu: json["cpu"].flatMap { Self.quantity($0, units: Self.cores) },
      memory: json["memory"].flatMap { Self.quantity($0, units: Self.bytes) })
  }

  // `500m` is the notation of Kubernetes.
  private static let cores: [String: Double] = ["": 1, "m": 0.001]

  // `4Gi`, `4 GiB` and Flink's `4g` mean the same; all are powers of 1024.
  private static let bytes: [String: Double] = {
    var units: [String: Double] = ["": 1, "b": 1, "bytes": 1]
    var size = 1.0
    for letter in ["k", "m", "g", "t", "p"] {
      size *= 1024
      for ending in ["", "b", "i", "ib"] { units[letter + ending] = size }
    }
    return units
  }()

  /// A number, or a text of a number and a unit; nil for anything else.
  private static func quantity(_ json: JSON, units: [String: Double]) -> Double? {
    let value: Double
    if let number = json.double {
      value = number
    } else {
      let text = json.string ?? ""
      let digits = text.prefix { ("0"..."9").contains($0) || $0 == "." }
      let unit = text[digits.endIndex...].filter { $0 != " " }.lowercased()
      guard let number = Double(digits), let factor = units[unit] else { return nil }
      value = number * factor
    }
    return value.isFinite && value >= 0 ? value : nil
  }
}
