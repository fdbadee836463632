import FlinkSQL

/// The engines of the platform, and what of Flink each is built on.
enum EngineFamily: String {
  case vvr8 = "8"
  case vvr11 = "11"

  var engine: EngineVersion { self == .vvr8 ? EngineVersion(8, 0, 11) : EngineVersion(11, 1) }

  /// The reader of the format `json`.
  var reader: FlinkJSONReader { self == .vvr8 ? .tree : .token }
}
