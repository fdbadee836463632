import ModelContextProtocol

/// A violation of an input schema, as the reader knows the argument.
extension SchemaViolation: Worded {
  func english(_ face: Face) -> String { "\(subject(face, whole: "The object")) \(problem.description)" }

  func chinese(_ face: Face) -> String { "\(subject(face, whole: "该对象")) \(problem.chinese)" }

  /// The place in the arguments: a path for tools, flags for commands.
  private func subject(_ face: Face, whole: String) -> String {
    guard !path.isEmpty else { return whole }
    guard face == .commands else { return path }
    let end = path.firstIndex { $0 == "." || $0 == "[" } ?? path.endIndex
    guard let argument = Argument(rawValue: String(path[..<end])) else { return path }
    let rest = path[end...]
    switch argument.form {
    case .members:
      // Each member has a flag of its own.
      return rest.isEmpty ? argument.name(face) : "--\(rest.dropFirst().replacing("_", with: "-"))"
    case .repeated where rest.hasPrefix("."): return "\(argument.name(face)) \(rest.dropFirst())"
    case .repeated: return argument.name(face) + (SchemaViolation.ordinal(rest).map { " #\($0)" } ?? "")
    default: return argument.name(face)
    }
  }

  /// The number of an element, counted from 1, in a path such as `[0].type`.
  private static func ordinal(_ path: Substring) -> Int? {
    guard path.first == "[", let end = path.firstIndex(of: "]") else { return nil }
    return Int(path[path.index(after: path.startIndex)..<end]).map { $0 + 1 }
  }
}

extension SchemaProblem {
  /// The predicate of a sentence in Chinese; the path is its subject.
  fileprivate var chinese: String {
    switch self {
    case .wrongType(let expected, let found): "的类型必须为 \(expected.joined(separator: " 或 "))，实际为 \(found)"
    case .notAChoice(let found, let choices): "的值为 '\(found)'，可选值：\(choices.joined(separator: "、"))"
    case .belowMinimum(let found, let minimum): "的值为 \(found)，不能小于 \(minimum)"
    case .aboveMaximum(let found, let maximum): "的值为 \(found)，不能大于 \(maximum)"
    case .tooFew(let unit, let found, let minimum): "有 \(found) 个\(unit.chinese)，不能少于 \(minimum) 个"
    case .tooMany(let unit, let found, let maximum): "有 \(found) 个\(unit.chinese)，不能超过 \(maximum) 个"
    case .missing: "为必填项"
    case .unknown(let known): "不受支持（可用：\(known.joined(separator: "、"))）"
    }
  }
}

extension SchemaProblem.Unit {
  fileprivate var chinese: String {
    switch self {
    case .characters: "字符"
    case .elements: "元素"
    case .members: "成员"
    }
  }
}

extension Collection<SchemaViolation> {
  private static var longest: Int { 10 }

  /// The first ten in English, and how many more there are.
  func english(_ face: Face) -> String {
    let rest = count - Self.longest
    let first = prefix(Self.longest).map { $0.english(face) }.joined(separator: "; ")
    return rest > 0 ? "\(first); and \(rest) more" : first
  }

  /// The first ten in Chinese, and how many there are.
  func chinese(_ face: Face) -> String {
    let first = prefix(Self.longest).map { $0.chinese(face) }.joined(separator: "；")
    return count > Self.longest ? "\(first) 等共 \(count) 项" : first
  }
}
