/// One way in which a value does not conform to a schema.
public struct SchemaViolation: Sendable, Equatable {
  /// The place in the value: `name`, `columns[2].type`, or empty for the value itself.
  public let path: String
  /// What is wrong in that place.
  public let problem: SchemaProblem

  /// A violation.
  /// - Parameters:
  ///   - path: The place in the value: `name`, `columns[2].type`, or empty for the value itself.
  ///   - problem: What is wrong in that place.
  public init(path: String, problem: SchemaProblem) {
    self.path = path
    self.problem = problem
  }

  /// One clause in English.
  public var description: String { path.isEmpty ? problem.description : "\(path) \(problem.description)" }
}

/// What is wrong with a value, by a keyword of its schema.
public enum SchemaProblem: Sendable, Equatable {
  /// What the size of a value counts.
  public enum Unit: String, Sendable, CaseIterable {
    case characters, elements, members
  }

  /// The value has another type (`type`).
  case wrongType(expected: [String], found: String)
  /// The value is not one of the choices (`enum`).
  case notAChoice(found: String, choices: [String])
  /// The number is too small (`minimum`).
  case belowMinimum(found: String, minimum: String)
  /// The number is too large (`maximum`).
  case aboveMaximum(found: String, maximum: String)
  /// There are too few characters, elements or members (`minLength`, `minItems`, `minProperties`).
  case tooFew(Unit, found: Int, minimum: Int)
  /// There are too many characters, elements or members (`maxLength`, `maxItems`, `maxProperties`).
  case tooMany(Unit, found: Int, maximum: Int)
  /// The member is missing (`required`).
  case missing
  /// The member is not part of the schema (`additionalProperties`).
  case unknown(known: [String])

  /// The predicate of a sentence in English; the path is its subject.
  public var description: String {
    switch self {
    case .wrongType(let expected, let found): "must be of type \(expected.joined(separator: " or ")), not \(found)"
    case .notAChoice(let found, let choices): "is '\(found)', not one of \(choices.joined(separator: ", "))"
    case .belowMinimum(let found, let minimum): "is \(found), but must be at least \(minimum)"
    case .aboveMaximum(let found, let maximum): "is \(found), but must be at most \(maximum)"
    case .tooFew(let unit, let found, let minimum): "has \(found) \(unit), but needs at least \(minimum)"
    case .tooMany(let unit, let found, let maximum): "has \(found) \(unit), but at most \(maximum) are allowed"
    case .missing: "is required"
    case .unknown(let known): "is unknown (known: \(known.joined(separator: ", ")))"
    }
  }
}
