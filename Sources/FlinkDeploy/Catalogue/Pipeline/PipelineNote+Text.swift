import FlinkSQL
import PipelineTypes

extension PipelineNote: Note {
  /// The field, column or table that it is about: the first of several.
  var subject: String? {
    switch self {
    case .field(let names, _, _), .column(let names, _, _): names.first
    case .table(let table, _): table.description
    case .topic: nil
    }
  }

  /// How many fields or columns it is about.
  var count: Int { max(1, names.count) }

  func english(_ face: Face) -> String {
    switch self {
    case .field(let names, let fact, let table):
      let place = table.map { "Table \($0), field" } ?? "Field"
      return "\(place)\(names.count > 1 ? "s" : "") \(names.quoted(.english)): \(fact.english(face))"
    case .column(let names, let fact, let table):
      return "Column\(names.count > 1 ? "s" : "") \(names.quoted(.english)) of \(table): \(fact.english(face))"
    case .table(let table, let fact): return "Table \(table): \(fact.english(face))"
    case .topic(let fact): return fact.english(face)
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .field(let names, let fact, let table):
      return "\(table.map { "表 \($0) 的" } ?? "")字段 \(names.quoted(.chinese))：\(fact.chinese(face))"
    case .column(let names, let fact, let table):
      return "\(table) 的列 \(names.quoted(.chinese))：\(fact.chinese(face))"
    case .table(let table, let fact): return "表 \(table)：\(fact.chinese(face))"
    case .topic(let fact): return fact.chinese(face)
    }
  }
}
