import JSONCoding
import ToolSchemas

/// The form of a batch as a JSON Schema (draft 2020-12), made of the definitions of the tools.
struct BatchSchema: Sendable {
  /// The most pipelines of a batch.
  static let mostPipelines = 200

  /// The form of the whole.
  let document: JSON
  /// The form of one pipeline; ``document`` contains it.
  let pipeline: JSON

  /// The arguments of `deploy_pipelines` with those of each pipeline, which its input schema leaves open.
  static let arguments = BatchSchema(
    without: [.dryRun, .planDigest], header: [], members: definition(of: "deploy_pipelines"), required: ["pipelines"])

  /// A manifest.
  ///
  /// Its pipelines have neither what each command decides for itself nor keys that make them other requests.
  static let manifest = BatchSchema(
    without: [.dryRun, .planDigest, .waitSeconds, .idempotencyKey],
    header: [
      ("$schema", "https://json-schema.org/draft/2020-12/schema"), ("title", "Manifest of flink-deploy"),
      ("description", "Pipelines from Kafka topics to Hologres tables, for the command apply"),
    ],
    members: [("version", ["enum": [1], "description": "Version of the format"])]
      + definition(of: "deploy_pipelines").filter { ["if_exists", "on_failure", "max_parallel"].contains($0.0) }
      .map { ($0.0, inBothCases($0.1)) },
    required: ["version", "pipelines"])

  /// A form.
  /// - Parameters:
  ///   - arguments: The arguments of `generate_and_deploy` that a pipeline cannot have.
  ///   - header: Members of the document that come first.
  ///   - members: The members of a batch, apart from the form of `pipelines` and `defaults`.
  ///   - required: The members that it must have.
  private init(
    without arguments: [Argument], header: [(String, JSON)], members: [(String, JSON)], required: [JSON]
  ) {
    let left = Set(arguments.map(\.rawValue))
    let described = BatchSchema.definition(of: "generate_and_deploy").filter { !left.contains($0.0) }
    let pipeline: JSONObject = [
      "type": "object", "properties": .object(JSONObject(described)), "additionalProperties": false,
    ]
    self.pipeline = .object(pipeline)
    var properties = JSONObject(members)
    var defaults = pipeline
    defaults["description"] = "Members of all pipelines that do not have them"
    properties["defaults"] = .object(defaults)
    properties["pipelines"] = [
      "type": "array", "description": "The pipelines", "minItems": 1, "maxItems": .int(BatchSchema.mostPipelines),
      "items": self.pipeline,
    ]
    document = .object(
      JSONObject(
        header + [
          ("type", "object"), ("properties", .object(properties)), ("required", .array(required)),
          ("additionalProperties", false),
        ]))
  }

  /// The arguments of a tool with their schemas, as editors show them: without the short texts of `tools/list`.
  private static func definition(of tool: String) -> [(String, JSON)] {
    let definitions = ToolSchemas.documents.lazy.compactMap { try? JSON.parse($0) }
    let definition = definitions.first { $0["name"]?.string == tool }
    let members = definition?["inputSchema"]?["properties"]?.object?.members ?? []
    return members.map { ($0.key, withoutTitle($0.value)) }
  }

  private static func withoutTitle(_ schema: JSON) -> JSON {
    guard var object = schema.object else { return schema }
    object["title"] = nil
    return .object(object)
  }

  /// A choice of words that a manifest can also write in lower case, as the flags are written.
  private static func inBothCases(_ schema: JSON) -> JSON {
    guard var object = schema.object, let words = object["enum"]?.array else { return schema }
    object["enum"] = .array(words + words.compactMap { $0.string.map { .string($0.lowercased()) } })
    return .object(object)
  }
}
