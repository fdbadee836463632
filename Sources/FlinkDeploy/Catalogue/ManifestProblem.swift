import ModelContextProtocol
import Notices

/// What is wrong with one place of a manifest, or of the arguments of `deploy_pipelines`.
enum ManifestFault: Notice {
  // The file
  case unreadableFile
  case notUTF8
  /// The file is too large.
  case tooLarge(mostBytes: Int)
  /// Not YAML, in the words of the parser.
  case malformedYAML(String)
  /// A tab where only spaces can indent a line.
  case indentedByTab
  /// A control character, as the number of the character.
  case controlCharacter(UInt32)
  /// Aliases make more values of the file than can be read.
  case tooManyValues(most: Int)
  /// Values are nested too deep.
  case tooDeep(mostLevels: Int)

  // Keys and tags
  /// The mapping has the key twice.
  /// - Parameter first: The place of the first time; nil if it is the place of the mistake.
  case repeatedKey(String, first: ManifestPlace?)
  case keyNotText
  case unknownTag(String)
  /// The value of `<<` is neither a mapping nor a list of mappings.
  case mergeOfOther

  // Pipelines
  /// A member violates the schema.
  case violation(SchemaProblem)
  /// The arguments of a pipeline are wrong.
  case problem(AnyProblem)
  /// The pipeline has the deployment name of an earlier one.
  /// - Parameter first: The index of the earlier one, from 0.
  case duplicatePipeline(name: String, first: Int)
  /// The pipeline has the idempotency key of an earlier one.
  /// - Parameter first: The index of the earlier one, from 0.
  case repeatedIdempotencyKey(first: Int)
  /// The pipeline writes the messages of a topic to a table, as an earlier one or one that exists does.
  /// - Parameter first: The index of the other one, from 0.
  case sameRows(topic: String, table: String, first: Int)
  /// The pipeline writes a table by its primary key, as an earlier one or one that exists does.
  /// - Parameters:
  ///   - key: The columns of the primary key.
  ///   - first: The index of the other one, from 0.
  case sameKey(table: String, key: [String], first: Int)

  /// The code that results show.
  var code: String {
    switch self {
    case .violation: "invalid_arguments"
    case .problem(let problem): problem.code
    case .duplicatePipeline, .repeatedIdempotencyKey, .sameRows, .sameKey: "duplicate_pipeline"
    default: "malformed_manifest"
    }
  }
}

/// A place in a manifest; both numbers begin at 1.
struct ManifestPlace: Sendable, Hashable, Comparable {
  let line: Int
  /// The number of the character in the line.
  let column: Int

  /// In the order of the file.
  static func < (left: ManifestPlace, right: ManifestPlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// Any problem as a value that can be compared, by its code and its text.
struct AnyProblem: Sendable, Equatable {
  /// The problem.
  let problem: any Problem

  /// The value of a problem.
  init(_ problem: any Problem) { self.problem = problem }

  /// The code of the problem.
  var code: String { problem.code }

  /// Whether both read the same.
  static func == (left: AnyProblem, right: AnyProblem) -> Bool {
    left.code == right.code && left.problem.english(.tools) == right.problem.english(.tools)
  }
}

/// A mistake in a manifest, or in the arguments of `deploy_pipelines`.
struct ManifestMistake: Sendable, Equatable {
  /// The place among the members, such as `pipelines[2].topic`; empty for the whole.
  let path: String
  /// What is wrong.
  let fault: ManifestFault
  /// The place in the file; nil without a file, and if it is about the whole file.
  var place: ManifestPlace?

  /// A mistake.
  init(path: String = "", _ fault: ManifestFault, at place: ManifestPlace? = nil) {
    (self.path, self.fault, self.place) = (path, fault, place)
  }
}

/// A manifest, or arguments of `deploy_pipelines`, that cannot be used, with all mistakes.
struct MalformedManifest: Problem, Error {
  /// The path of the file; nil for arguments.
  let file: String?
  /// The mistakes, in the order of the file; never empty.
  let mistakes: [ManifestMistake]

  /// A manifest with mistakes.
  init(file: String?, _ mistakes: [ManifestMistake]) { (self.file, self.mistakes) = (file, mistakes) }

  /// The code of all mistakes if they have the same one.
  var code: String {
    let codes = Set(mistakes.map(\.fault.code))
    return codes.count == 1 ? codes.first ?? "" : "invalid_arguments"
  }

  var remedy: any Remedy {
    let codes = mistakes.map(\.fault)
    if codes.contains(.unreadableFile) { return ManifestRemedy.makeReadable }
    if codes.contains(where: { if case .tooLarge = $0 { true } else { false } }) { return ManifestRemedy.split }
    guard file == nil else { return ManifestRemedy.correct }
    if mistakes.count == 1, case .problem(let only) = mistakes[0].fault { return only.problem.remedy }
    return CallRemedy.correctArguments
  }
}

/// What can be done about a manifest.
enum ManifestRemedy: Remedy {
  /// Correct the file.
  case correct
  /// Make the file readable.
  case makeReadable
  /// Make several files of it.
  case split
}
