import JSONCoding
public import JobHealth

/// Known failures of Kafka, Hologres, Flink and Alibaba Cloud: what is wrong, and what to do.
///
/// The entries are data: the JSON files beside this one, in this order. The first entry that matches wins, so that a
/// specific one stands before a general one.
public enum CauseAtlas {
  /// All entries, in the order in which they are tried.
  public static let entries: [Entry] = documents.flatMap { document in
    ((try? JSON.parse(document))?.array ?? []).compactMap(Entry.init(json:))
  }

  /// The data files.
  static var documents: [[UInt8]] {
    [PackageResources.kafka_json, PackageResources.hologres_json, PackageResources.flink_json]
  }

  private static let entriesByID = Dictionary(entries.map { ($0.id, $0) }) { first, _ in first }

  /// The entry with an ID.
  public static func entry(_ id: String) -> Entry? { entriesByID[id] }

  /// The entry that explains a failure; nil for a failure that is not known.
  /// - Parameters:
  ///   - failure: The root cause that Flink names.
  ///   - platformText: What Alibaba Cloud says; decides only if the failure is nil or not known.
  public static func match(_ failure: HealthReading.Failure?, platformText: String? = nil) -> Entry? {
    if let failure, let entry = explanation(of: FailureText(failure)) { return entry }
    guard let platformText else { return nil }
    // A text that names an exception is about its root cause, not about the exceptions around it.
    return explanation(of: HealthReading.Failure(text: platformText).map(FailureText.init) ?? FailureText(platformText))
  }

  private static func explanation(of text: FailureText) -> Entry? { entries.first { $0.explains(text) } }
}
