import Notices
import PipelineTypes
import Testing

@testable import FlinkDeploy

/// Example values of one type that the catalogue has texts for, at least one for each case.
struct CatalogueGroup: Sendable, CustomTestStringConvertible {
  /// The place of a text in a result.
  enum Kind: Sendable {
    /// Notes, with codes that programs compare.
    case warning, finding
    /// Why a sampled message would stop the job.
    case failure
    case error, remedy
    /// Other texts.
    case text
    /// Parts of other texts: several examples share the code of the whole.
    case part
  }

  /// A value with its texts.
  struct Example: Sendable {
    /// The case of the enum.
    let caseName: String
    /// The stable name; that of the case for types without one.
    let code: String
    /// The texts.
    let worded: any Worded
  }

  /// The name of the enum.
  let type: String
  /// The file that declares it, under `Sources`.
  let file: String
  /// The place of its texts.
  let kind: Kind
  /// The readers that see the texts.
  let faces: [Face]
  /// Cases whose text is the same in each language: names, values and words of outside systems.
  let plain: Set<String>
  /// Cases that show tools a command for the user to run.
  let quoting: Set<String>
  /// Codes that several cases share.
  let shared: Set<String>
  /// The examples.
  let examples: [Example]

  var testDescription: String { type }

  /// A group of values whose texts are those of another value.
  init<Value>(
    _ kind: Kind, _ type: String, in file: String, for faces: [Face] = Face.allCases, plain: Set<String> = [],
    quoting: Set<String> = [], shared: Set<String> = [], _ values: [Value], as worded: (Value) -> any Worded
  ) {
    self.type = type
    self.file = file
    self.kind = kind
    self.faces = faces
    self.plain = plain
    self.quoting = quoting
    self.shared = shared
    examples = values.map { value in
      let (name, worded) = (Self.caseName(of: value), worded(value))
      let code = (value as? any Notice)?.code ?? (worded as? any Notice)?.code ?? name
      return Example(caseName: name, code: code, worded: worded)
    }
  }

  /// A group of values that have texts.
  init<Value: Worded>(
    _ kind: Kind, _ type: String, in file: String, for faces: [Face] = Face.allCases, plain: Set<String> = [],
    quoting: Set<String> = [], shared: Set<String> = [], _ values: [Value]
  ) {
    self.init(
      kind, type, in: file, for: faces, plain: plain, quoting: quoting, shared: shared, values, as: { $0 })
  }

  /// The name of an enum's case: the label of its parameters, or its description.
  private static func caseName(of value: some Any) -> String {
    Mirror(reflecting: value).children.first?.label ?? "\(value)"
  }

  /// All groups: one for each type that has texts or a code, and one for each type that is a part of other texts.
  static let all =
    warnings + tableWarnings + findings + messages + types + calls + operations + plans + systems + settings + progress
    + jobs + terminal + health + compatibility + updates + alertRules + manifests + batches
    + libraries + monitoring + initialization
}

extension TableName {
  /// The table of the examples.
  static let orders = TableName(schema: "public", table: "orders")
  /// Another one.
  static let clicks = TableName(schema: "public", table: "clicks")
}
