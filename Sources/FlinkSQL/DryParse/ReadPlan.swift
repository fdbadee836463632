import PipelineTypes

/// A declared type, prepared for reading: names looked up once, and the path of each place for reports.
indirect enum ReadPlan: Sendable {
  case scalar(FlinkType, path: String)
  case array(ReadPlan, path: String)
  case map(ReadPlan, path: String)
  case row(RowPlan, path: String)
  /// What the planner already refuses: a map whose keys are not text.
  case refused(path: String)

  /// The plan of `type` at `path`.
  init(_ type: FlinkType, path: String) {
    switch type {
    case .array(let element): self = .array(ReadPlan(element, path: "\(path)[]"), path: path)
    case .map(.string, let value): self = .map(ReadPlan(value, path: "\(path)[]"), path: path)
    case .map: self = .refused(path: path)
    case .row(let fields): self = .row(RowPlan(fields.map { ($0.name, $0.type) }, path: path), path: path)
    default: self = .scalar(type, path: path)
    }
  }

  /// The path.
  var path: String {
    switch self {
    case .scalar(_, let path), .array(_, let path), .map(_, let path), .row(_, let path), .refused(let path): path
    }
  }
}

/// The fields of a row, or the columns of a table.
struct RowPlan: Sendable {
  let fields: [ReadPlan]
  private let places: [ExactName: Int]

  /// - Parameter path: Where the row stands; nil where the names of its fields are paths by themselves.
  init(_ fields: [(name: String, type: FlinkType)], path: String?) {
    self.init(
      fields.map { field in
        (field.name, ReadPlan(field.type, path: path.map { "\($0).\(field.name)" } ?? field.name))
      })
  }

  init(_ fields: [(name: String, plan: ReadPlan)]) {
    self.fields = fields.map(\.plan)
    places = Dictionary(fields.enumerated().map { (ExactName($1.name), $0) }) { _, last in last }
  }

  /// The place in the row of the field that the token names.
  func place(of token: DocumentTokens.Token) -> Int? { token.isIntact ? places[ExactName(token.text)] : nil }
}

extension FlinkType {
  /// Whether it is a DECIMAL or holds one.
  var hasDecimal: Bool {
    switch self {
    case .decimal: true
    case .array(let element): element.hasDecimal
    case .map(let key, let value): key.hasDecimal || value.hasDecimal
    case .row(let fields): fields.contains { $0.type.hasDecimal }
    default: false
    }
  }
}
