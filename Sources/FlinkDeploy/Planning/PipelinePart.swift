import JSONCoding
import PipelineTypes

/// The part of a pipeline's arguments that a problem is about.
struct PipelinePart: Equatable {
  /// What a topic or a table is called that is not known, so that the rest can be checked.
  private static let placeholder = "flink_deploy_unknown"

  /// The argument.
  let argument: Argument
  /// The member of the argument; nil for the whole.
  var key: String?
  /// The element of the argument, from 0; nil for the whole.
  var index: Int?

  /// The part that a problem is about; nil if that is not known.
  /// - Parameters:
  ///   - problem: Why the arguments are refused.
  ///   - object: The arguments.
  init?(_ problem: any Problem, in object: JSONObject) {
    switch problem {
    case let problem as NamingProblem: self.init(problem, in: object)
    case let problem as PlanProblem: self.init(problem, in: object)
    case ArgumentProblem.onlyWith(let argument, _, _): self.init(argument)
    case ArgumentProblem.missing(_, let other, _): self.init(other)
    case ArgumentProblem.nullCharacter(let name):
      guard let argument = Argument(rawValue: name) else { return nil }
      self.init(argument)
    default: return nil
    }
  }

  /// A part.
  init(_ argument: Argument, key: String? = nil, index: Int? = nil) {
    (self.argument, self.key, self.index) = (argument, key, index)
  }

  private init?(_ problem: NamingProblem, in object: JSONObject) {
    switch problem {
    case .invalidTopic: self.init(.topic)
    case .invalidTable(let text, _):
      let further = object[.moreTables]?.array ?? []
      let index = further.firstIndex { $0.string.map { String($0.prefix(200)) } == text }
      let isFirst = object[.hologresTable]?.string.map { String($0.prefix(200)) } == text
      self.init(isFirst ? .hologresTable : .moreTables, index: isFirst ? nil : index)
    case .invalidType: self.init(.columns)
    }
  }

  private init?(_ problem: PlanProblem, in object: JSONObject) {
    let columns = object[.columns]?.array ?? []
    switch problem {
    case .invalidName: self.init(.name)
    case .invalidColumn(let name, _):
      self.init(.columns, index: columns.firstIndex { $0["name"]?.string.map { String($0.prefix(100)) } == name })
    case .unknownMetadata(let key):
      self.init(.columns, index: columns.firstIndex { $0["metadata"]?.string.map { String($0.prefix(40)) } == key })
    case .duplicateTable(let table):
      let further = object[.moreTables]?.array ?? []
      self.init(
        .moreTables, index: further.lastIndex { (try? TableName(parsing: $0.string ?? "")) == table })
    case .invalidOffset, .offsetsEmpty: self.init(.startupOffsets)
    case .invalidInterval(let seconds):
      let isCheckpoint = object[.checkpointIntervalSeconds]?.double == seconds
      self.init(isCheckpoint ? .checkpointIntervalSeconds : .restartStrategy)
    case .invalidMemory(let name, _): self.init(.resources, key: name)
    case .literalSecret(.configuration(let key)):
      self.init(.flinkConf, key: object[.flinkConf]?[key] == nil ? nil : key)
    case .literalSecret(.ownInConfiguration): self.init(.flinkConf)
    case .literalSecret(.sql): self.init(.sql)
    default: return nil
    }
  }

  /// The path below the pipeline, such as `columns[2]`.
  var path: String {
    if let key { return "\(argument.rawValue).\(key)" }
    return argument.rawValue + (index.map { "[\($0)]" } ?? "")
  }

  /// Whether it names the topic or a table.
  var isEnd: Bool { [.topic, .hologresTable, .moreTables].contains(argument) }

  /// Whether arguments have the part.
  func isIn(_ object: JSONObject) -> Bool {
    guard let value = object[argument] else { return false }
    return key.map { value[$0] != nil } ?? true
  }

  /// Puts something else in the place of the part, or nothing, so that the rest can be checked.
  func replace(in object: inout JSONObject) {
    if let key, var members = object[argument]?.object {
      members[key] = nil
      object[argument] = members.isEmpty ? nil : .object(members)
    } else if let index, var elements = object[argument]?.array, elements.indices.contains(index) {
      // The elements after it keep their numbers.
      let name = "\(PipelinePart.placeholder)_\(index)"
      elements[index] = argument == .columns ? ["name": .string(name), "type": "STRING"] : .string(name)
      object[argument] = .array(elements)
    } else {
      object[argument] = [.topic, .hologresTable].contains(argument) ? .string(PipelinePart.placeholder) : nil
    }
  }
}
