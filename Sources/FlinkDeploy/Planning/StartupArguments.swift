import FlinkSQL
import JSONCoding

extension StartupMode {
  /// Where reading starts, by `startup_mode` and what goes with it; each of the two others implies its mode.
  /// - Throws: ``SQLGenerationError`` for what does not go together, and for what are no partitions and offsets.
  init(mode: String?, timestamp: Int?, offsets: JSONObject?) throws(SQLGenerationError) {
    let implied = [timestamp.map { _ in "timestamp" }, offsets.map { _ in "specific-offsets" }].compactMap { $0 }
    guard implied.count < 2, mode == nil || implied.isEmpty || implied == [mode] else {
      throw StartupMode.invalid(
        "startup_timestamp_ms goes with startup_mode timestamp only, startup_offsets with specific-offsets only",
        "Leave out what does not go with the mode")
    }
    switch (mode ?? implied.first, timestamp, offsets) {
    case (nil, _, _), ("earliest-offset", _, _): self = .earliestOffset
    case ("latest-offset", _, _): self = .latestOffset
    case ("group-offsets", _, _): self = .groupOffsets
    case ("timestamp", let milliseconds?, _): self = .timestamp(milliseconds: milliseconds)
    case ("specific-offsets", _, let offsets?): self = .specificOffsets(try StartupMode.parse(offsets))
    case ("specific-offsets", _, nil):
      throw StartupMode.invalid(
        "startup_mode specific-offsets needs startup_offsets",
        "Pass startup_offsets as an object of partitions and offsets, such as {\"0\": 42}")
    default:
      throw StartupMode.invalid(
        "startup_mode timestamp needs startup_timestamp_ms", "Pass startup_timestamp_ms, in epoch milliseconds")
    }
  }

  /// Whether it is what no `startup_mode` means too: the default, or what the other arguments imply.
  var isImplied: Bool {
    switch self {
    case .earliestOffset, .timestamp, .specificOffsets: true
    case .latestOffset, .groupOffsets: false
    }
  }

  /// What must not go unsaid about where reading starts.
  var warnings: [String] {
    // As Flink's SpecifiedOffsetsInitializer has it.
    guard case .specificOffsets(let offsets) = self else { return [] }
    let named = offsets.keys.sorted().map(String.init).abridged
    return [
      "Only the partitions \(named) begin at startup_offsets; any other one begins where the group has committed, else at its first message"
    ]
  }

  private static func parse(_ offsets: JSONObject) throws(SQLGenerationError) -> [Int: Int] {
    var parsed: [Int: Int] = [:]
    for member in offsets.members {
      // Written in one way only, so that no partition is there twice.
      guard let partition = Int32(member.key), partition >= 0, "\(partition)" == member.key,
        let offset = member.value.int, offset >= 0
      else {
        throw invalid(
          "'\(member.key.prefix(40))': \(member.value.text.prefix(40)) in startup_offsets is no partition with its offset",
          "Pass partitions and offsets as whole numbers from 0, such as {\"0\": 42, \"1\": 300}")
      }
      parsed[Int(partition)] = offset
    }
    guard !parsed.isEmpty else {
      throw invalid("startup_offsets is empty", "Name at least one partition, such as {\"0\": 42}")
    }
    return parsed
  }

  private static func invalid(_ message: String, _ remedy: String) -> SQLGenerationError {
    SQLGenerationError(code: "invalid_arguments", message: message, remedy: remedy)
  }
}
