import FlinkSQL
import JSONCoding
import PipelineTypes

extension StartupMode {
  /// The mode of the startup arguments; a timestamp and offsets each imply theirs.
  /// - Throws: ``Failure`` for arguments that do not belong together, and for invalid partitions and offsets.
  init(mode: String?, timestamp: Int?, offsets: JSONObject?) throws(Failure) {
    let given = mode.flatMap(StartupModeName.init)
    let isTimestamp = given == nil || given == .timestamp
    let isSpecific = given == nil || given == .specificOffsets
    if timestamp != nil, !isTimestamp || offsets != nil {
      throw Failure(ArgumentProblem.onlyWith(.startupTimestampMs, other: .startupMode, value: "timestamp"))
    }
    if offsets != nil, !isSpecific {
      throw Failure(ArgumentProblem.onlyWith(.startupOffsets, other: .startupMode, value: "specific-offsets"))
    }
    let implied: StartupModeName? = timestamp != nil ? .timestamp : offsets != nil ? .specificOffsets : nil
    switch given ?? implied ?? .earliestOffset {
    case .earliestOffset: self = .earliestOffset
    case .latestOffset: self = .latestOffset
    case .groupOffsets: self = .groupOffsets
    case .timestamp:
      guard let timestamp else {
        throw Failure(ArgumentProblem.missing(.startupTimestampMs, other: .startupMode, value: "timestamp"))
      }
      self = .timestamp(milliseconds: timestamp)
    case .specificOffsets:
      guard let offsets else {
        throw Failure(ArgumentProblem.missing(.startupOffsets, other: .startupMode, value: "specific-offsets"))
      }
      self = .specificOffsets(try StartupMode.parse(offsets))
    }
  }

  /// Whether a call without `startup_mode` has it too: it is the default, or other arguments imply it.
  var isImplied: Bool {
    switch self {
    case .earliestOffset, .timestamp, .specificOffsets: true
    case .latestOffset, .groupOffsets: false
    }
  }

  /// What users should know about where reading starts (Flink's `SpecifiedOffsetsInitializer`).
  var notes: [PlanNote] {
    guard case .specificOffsets(let offsets) = self else { return [] }
    return [.offsetsGiven(partitions: offsets.keys.sorted())]
  }

  private static func parse(_ offsets: JSONObject) throws(Failure) -> [Int: Int] {
    var parsed: [Int: Int] = [:]
    for member in offsets.members {
      // Written in one way only, so that no partition occurs twice.
      guard let partition = Int32(member.key), partition >= 0, "\(partition)" == member.key,
        let offset = member.value.int, offset >= 0
      else {
        throw Failure(
          PlanProblem.invalidOffset(
            partition: String(member.key.prefix(40)), offset: String(member.value.text.prefix(40))))
      }
      parsed[Int(partition)] = offset
    }
    if parsed.isEmpty { throw Failure(PlanProblem.offsetsEmpty) }
    return parsed
  }
}
