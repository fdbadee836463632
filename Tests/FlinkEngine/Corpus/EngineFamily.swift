import FlinkSQL
import PipelineTypes

/// The engine families of Realtime Compute for Apache Flink.
enum EngineFamily: String {
  case vvr8 = "8"
  case vvr11 = "11"

  /// The version that scripts are generated for.
  var engine: EngineVersion { self == .vvr8 ? EngineVersion(8, 0, 11) : EngineVersion(11, 1) }

  /// The reader that it uses for the format `json`.
  var reader: FlinkJSONReader { self == .vvr8 ? .tree : .token }
}
