/// Where reading starts, as the Kafka connector spells it (`scan.startup.mode`).
public enum StartupModeName: String, Sendable, CaseIterable {
  case earliestOffset = "earliest-offset"
  case latestOffset = "latest-offset"
  case groupOffsets = "group-offsets"
  case timestamp
  case specificOffsets = "specific-offsets"
}
