import JSONCoding
import ModelContextProtocol

/// Checks all pipelines of a batch, and collects what is wrong with them.
struct BatchCheck {
  /// A pipeline of a batch.
  struct Pipeline {
    /// Its arguments with the defaults, in their canonical form.
    let object: JSONObject
    /// The same, parsed.
    let arguments: GenerateAndDeployArguments
    /// Its number in the batch, from 0.
    let index: Int
    /// The place of its table, such as `pipelines[2].hologres_table`.
    let path: String
    /// Whether its topic and tables are right, its SQL is generated, and it is not an earlier one once more.
    ///
    /// Only then can its rows be compared with those of others: given SQL can be for some of the messages only.
    let isComparable: Bool
  }

  /// The most mistakes that are collected.
  private static let mostMistakes = 1_000

  /// What is wrong, in the order in which it was found.
  private(set) var mistakes: [ManifestMistake] = []
  private let secrets: [String]
  /// The faults of each place, so that none is listed twice: a wrong default is wrong for every pipeline.
  private var faults: [String: [ManifestFault]] = [:]
  /// The pipelines by the names of their deployments.
  private var names: [String: Int] = [:]
  /// The pipelines by their idempotency keys.
  private var keys: [String: Int] = [:]

  /// A check.
  /// - Parameter secrets: The passwords, keys and tokens of the settings.
  init(secrets: [String]) { self.secrets = secrets }

  /// The pipelines of a batch that can be read; complete if there are no ``mistakes``.
  mutating func pipelines(of object: JSONObject, _ schema: BatchSchema) -> [Pipeline] {
    let form = JSONSchema(schema.document)
    let violations = form.violations(in: form.canonical(.object(object)))
    for violation in violations { add(.violation(violation.problem), at: violation.path) }
    let faulty = PipelineMembers.faulty(violations)
    let defaults = PipelineMembers(object["defaults"], at: "defaults", schema, faulty)
    let elements = (object["pipelines"]?.array ?? []).prefix(BatchSchema.mostPipelines)
    return elements.enumerated().compactMap { index, element in
      guard element.object != nil else { return nil }
      let own = PipelineMembers(element, at: "pipelines[\(index)]", schema, faulty)
      return pipeline(index, own, defaults, schema)
    }
  }

  /// Notes that the whole is not an object.
  mutating func refuse(_ value: JSON) {
    add(.violation(.wrongType(expected: ["object"], found: value.kindName)), at: "")
  }

  private mutating func add(_ fault: ManifestFault, at path: String) {
    if mistakes.count == BatchCheck.mostMistakes || faults[path]?.contains(fault) == true { return }
    faults[path, default: []].append(fault)
    mistakes.append(ManifestMistake(path: path, fault))
  }

  private mutating func pipeline(
    _ index: Int, _ own: PipelineMembers, _ defaults: PipelineMembers, _ schema: BatchSchema
  ) -> Pipeline? {
    let merged = own.merged(into: defaults)
    var object = JSONSchema(schema.pipeline).canonical(.object(merged)).object ?? merged
    object[.waitSeconds] = nil
    var unknown: Set<Argument> = []
    for argument in [Argument.topic, .hologresTable] where object[argument] == nil {
      if !own.isFaulty(argument), !defaults.isFaulty(argument) {
        add(.violation(.missing), at: "\(own.path).\(argument.rawValue)")
      }
      PipelinePart(argument).replace(in: &object)
      unknown.insert(argument)
    }
    guard let arguments = checked(&object, &unknown, own, defaults) else { return nil }
    let isNew = compare(index, arguments, isNamed: object[.name] != nil, isKnown: unknown.isEmpty, own, defaults)
    return Pipeline(
      object: object, arguments: arguments, index: index, path: own.path(of: .hologresTable),
      isComparable: isNew && unknown.isEmpty && merged[.sql] == nil)
  }

  /// The arguments of a pipeline, without those that are wrong.
  /// - Parameter unknown: The arguments for topic and tables in whose place something else is checked.
  private mutating func checked(
    _ object: inout JSONObject, _ unknown: inout Set<Argument>, _ own: PipelineMembers, _ defaults: PipelineMembers
  ) -> GenerateAndDeployArguments? {
    // Each round takes a wrong part out. No reader wants more of them than this.
    for _ in 0..<100 {
      do throws(Failure) {
        try object.requireNoNullCharacters()
        let arguments = try GenerateAndDeployArguments(object)
        try LiteralSecrets.refuse(in: arguments, secrets: secrets)
        return arguments
      } catch {
        let fault = ManifestFault.problem(AnyProblem(error.problem))
        guard let part = PipelinePart(error.problem, in: object) else {
          add(fault, at: own.path)
          return nil
        }
        add(fault, at: "\((own.has(part) || !defaults.has(part) ? own : defaults).path).\(part.path)")
        if part.isEnd { unknown.insert(part.argument) }
        part.replace(in: &object)
      }
    }
    return nil
  }

  /// Compares a pipeline with those before it.
  /// - Parameters:
  ///   - isNamed: Whether its name is given.
  ///   - isKnown: Whether its topic and its tables are known.
  /// - Returns: Whether it is another one than those.
  private mutating func compare(
    _ index: Int, _ arguments: GenerateAndDeployArguments, isNamed: Bool, isKnown: Bool, _ own: PipelineMembers,
    _ defaults: PipelineMembers
  ) -> Bool {
    if isNamed || isKnown {
      if let first = names[arguments.name] {
        add(.duplicatePipeline(name: arguments.name, first: first), at: own.path(of: .name))
        return false
      }
      names[arguments.name] = index
    }
    if let key = arguments.idempotencyKey {
      let owner = own.has(PipelinePart(.idempotencyKey)) ? own : defaults
      if let first = keys[key] {
        add(.repeatedIdempotencyKey(first: first), at: owner.path(of: .idempotencyKey))
        return false
      }
      keys[key] = index
    }
    return true
  }
}
