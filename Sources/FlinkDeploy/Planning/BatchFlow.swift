import Deployments
import JSONCoding
import PipelineTypes
import SQLLint

extension BatchOrder.Flow {
  /// The topics and tables of a pipeline; given SQL can read and write more than the arguments name.
  init(_ arguments: GenerateAndDeployArguments) {
    let topic = Self.name(of: arguments.topic)
    let tables = arguments.tables.map(Self.name)
    guard let sql = arguments.sql else {
      self.init(reads: [topic], writes: Set(tables))
      return
    }
    let script = SQLScript(sql)
    let written = Set(script.inserts.map(\.table))
    self.init(reads: [], writes: [])
    for table in script.tables {
      guard let name = Self.name(of: table) else { continue }
      if written.contains(table.name) { writes.insert(name) } else { reads.insert(name) }
    }
    if reads.isEmpty { reads = [topic] }
    if writes.isEmpty { writes = Set(tables) }
  }

  private static func name(of topic: TopicName) -> String { "topic \(topic)" }

  private static func name(of table: TableName) -> String { "table \(table)" }

  /// The topic or the table of Hologres behind a table of a script; nil for another connector.
  private static func name(of table: SQLScript.Table) -> String? {
    switch table.connector {
    case "kafka", "upsert-kafka":
      table.option(.topic).flatMap { try? TopicName(parsing: $0) }.map(name)
    case "hologres": table.option(.tableName).flatMap { try? TableName(parsing: $0) }.map(name)
    default: nil
    }
  }
}

extension BatchArguments {
  /// The pipelines that each one waits for.
  /// - Throws: ``Failure`` if pipelines wait for each other.
  func predecessors() throws(Failure) -> [Set<Int>] {
    do throws(BatchOrder.Cycle) {
      return try BatchOrder.predecessors(of: parsed.map { BatchOrder.Flow($0) })
    } catch {
      throw Failure(BatchProblem.cycle(error.places.map { parsed[$0].name }))
    }
  }

  /// The arguments in the form of the journal, with which another process goes on.
  var json: JSON {
    [
      Argument.pipelines.rawValue: .array(pipelines.map(JSON.object)),
      Argument.ifExists.rawValue: .string(ifExists.rawValue),
      Argument.onFailure.rawValue: .string(onFailure.rawValue), Argument.maxParallel.rawValue: .int(maxParallel),
    ]
  }
}
