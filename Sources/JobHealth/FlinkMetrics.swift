public import JSONCoding

/// The metrics of Flink that tell of a job's health, and how to ask for them.
public enum FlinkMetrics {
  /// Those of the job as a whole; Flink skips the ones that it does not have.
  public static let ofJob = ["numRestarts", "uptime"]

  /// The longest list of ids in one request, in bytes: Flink's server reads request lines of up to 4,096.
  public static let longestQuery = 3_000

  /// The ids to ask a vertex for, the important ones first.
  ///
  /// Flink answers with an empty list if a single id is not there, so only listed ones may be asked for.
  /// - Parameter names: The ids that Flink lists for the vertex.
  public static func wanted(in names: [String]) -> [String] {
    let wanted = names.compactMap { name in FlinkMetric(name).map { (name, $0) } }
    return wanted.sorted { ($0.1.rank, $0.0) < ($1.1.rank, $1.0) }.map(\.0)
  }

  /// The ids in Flink's list of the metrics of a vertex, which it answers without `get`.
  public static func names(in answer: JSON) -> [String] { (answer.array ?? []).compactMap { $0["id"]?.string } }

  /// The values of `get` for these ids, percent-encoded: more than one where they do not fit in one request.
  /// - Parameters:
  ///   - ids: Metrics, the important ones first.
  ///   - longest: The most bytes of one value.
  public static func queries(for ids: [String], longest: Int = longestQuery) -> [String] {
    var queries: [String] = []
    for id in ids.map(percentEncoded) {
      if let last = queries.last, last.utf8.count + 1 + id.utf8.count <= longest {
        queries[queries.count - 1] = last + "," + id
      } else {
        queries.append(id)
      }
    }
    return queries
  }

  private static func percentEncoded(_ id: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in id.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
