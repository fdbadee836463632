import JSONCoding
import ModelContextProtocol

/// The members of a pipeline of a batch, or of the defaults, as far as they conform to the schema.
struct PipelineMembers {
  /// The place in the batch, such as `pipelines[2]`.
  let path: String
  /// The members that conform to the schema.
  private let object: JSONObject
  /// The names of those that do not.
  private let faulty: Set<String>

  /// The names of members that violate the schema, for each pipeline and the defaults by their paths.
  static func faulty(_ violations: [SchemaViolation]) -> [String: Set<String>] {
    var faulty: [String: Set<String>] = [:]
    for violation in violations {
      let steps = violation.path.split(separator: ".", maxSplits: 1)
      guard steps.count == 2 else { continue }
      let name = steps[1].prefix { $0 != "." && $0 != "[" }
      faulty[String(steps[0]), default: []].insert(String(name))
    }
    return faulty
  }

  /// The members at a place.
  /// - Parameters:
  ///   - path: The place in the batch.
  ///   - faulty: The names of members that violate the schema, by place.
  init(_ value: JSON?, at path: String, _ schema: BatchSchema, _ faulty: [String: Set<String>]) {
    let wrong = faulty[path] ?? []
    let members = value?.object?.members ?? []
    self.path = path
    self.faulty = wrong
    object = JSONObject(
      members.filter { schema.pipeline["properties"]?[$0.key] != nil && !wrong.contains($0.key) }
        .map { ($0.key, $0.value) })
  }

  /// Whether the member is there and violates the schema.
  func isFaulty(_ argument: Argument) -> Bool { faulty.contains(argument.rawValue) }

  /// Whether the part is here.
  func has(_ part: PipelinePart) -> Bool { part.isIn(object) }

  /// The place of a member, or of the whole without it.
  func path(of argument: Argument) -> String { object[argument] == nil ? path : "\(path).\(argument.rawValue)" }

  /// These members and the defaults that they do not have; null removes a default.
  ///
  /// Objects with a member for each setting are merged, others replace the default.
  func merged(into defaults: PipelineMembers) -> JSONObject {
    var merged = defaults.object
    for member in object.members {
      let isMerged = [Argument.resources, .flinkConf].contains { $0.rawValue == member.key }
      if isMerged, let own = member.value.object, let standard = merged[member.key]?.object {
        merged[member.key] = .object(standard.merging(own))
      } else {
        merged[member.key] = member.value.isNull ? nil : member.value
      }
    }
    return merged
  }
}
