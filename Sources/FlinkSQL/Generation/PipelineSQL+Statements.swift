import PipelineTypes

/// The statements, in the order in which they are run.
extension PipelineSQL {
  var statements: [String] {
    var tables: [String] = []
    var inserts: [String] = []
    for (index, source) in sources.enumerated() {
      let sourceName = numbered("kafka_source", index)
      tables.insert(statement(of: source, named: sourceName, index), at: index)
      for sink in source.sinks {
        let sinkName = numbered("hologres_sink", inserts.count)
        tables.append(statement(of: sink, named: sinkName))
        inserts.append(insert(into: sink, named: sinkName, from: source, named: sourceName))
      }
    }
    return tables + (inserts.count == 1 ? inserts : ["BEGIN STATEMENT SET;"] + inserts + ["END;"])
  }

  /// `name`, then `name_2` and so on.
  private func numbered(_ name: String, _ index: Int) -> String { index == 0 ? name : "\(name)_\(index + 1)" }

  private func statement(of source: PipelineSource, named name: String, _ index: Int) -> String {
    var columns = source.fields.map { "  \(SQLText.identifier($0.name)) \($0.type.sql)" }
    for column in source.columns.list {
      guard let metadata = column.metadata else { continue }
      let type = column.type.sql + (metadata.isNullable ? "" : " NOT NULL")
      let key = SQLText.literal(metadata.rawValue)
      columns.append("  \(SQLText.identifier(column.name)) \(type) METADATA FROM \(key) VIRTUAL")
    }
    if let eventTime = source.eventTime {
      let name = SQLText.identifier(eventTime.name)
      columns.append("  \(name) AS \(eventTime.expression)")
      columns.append("  WATERMARK FOR \(name) AS \(name) - INTERVAL '5' SECOND")
    }
    // Without it the planner keeps every row in state to find out which one a change belongs to.
    if !source.primaryKey.isEmpty { columns.append("  \(SQLText.primaryKey(source.primaryKey))") }
    // A group of its own, since each source commits its own offsets. Names of deployments have no slash.
    let group = index == 0 ? groupID : "\(groupID)/\(index + 1)"
    return table(name, columns, options: kafkaOptions(group: group))
  }

  private func statement(of sink: PipelineSink, named name: String) -> String {
    let mapping = sink.mapping
    var columns = mapping.columns.map { column in
      let isKey = mapping.primaryKey.containsName(column.name)
      return "  \(SQLText.identifier(column.name)) \(column.type.sql)\(isKey ? " NOT NULL" : "")"
    }
    if !mapping.primaryKey.isEmpty { columns.append("  \(SQLText.primaryKey(mapping.primaryKey))") }
    return table(name, columns, options: hologresOptions(sink))
  }

  private func table(_ name: String, _ columns: [String], options: [Option]) -> String {
    let options = options.map { "  \(SQLText.literal($0.name)) = \(SQLText.literal($0.value))" }
    return """
      CREATE TEMPORARY TABLE \(SQLText.identifier(name)) (
      \(columns.joined(separator: ",\n"))
      ) WITH (
      \(options.joined(separator: ",\n"))
      );
      """
  }

  private func insert(
    into sink: PipelineSink, named sinkName: String, from source: PipelineSource, named sourceName: String
  ) -> String {
    let mapping = sink.mapping
    // INSERT matches by position; both lists are written from the same columns, so names and positions agree.
    let names = mapping.columns.map { SQLText.identifier($0.name) }.joined(separator: ", ")
    let expressions = mapping.columns.map { "  \($0.expression)" }.joined(separator: ",\n")
    var text = "INSERT INTO \(SQLText.identifier(sinkName)) (\(names))\nSELECT\n\(expressions)\n"
    text += "FROM \(SQLText.identifier(sourceName))"
    // A null in a key passes the planner and stops the job at run time; a column of the source's own key has none.
    let keys = source.primaryKey.isEmpty ? mapping.primaryKey : []
    var guards = keys.compactMap { key in mapping.columns.first { $0.name.isSameName(as: key) } }
      .filter { $0.metadata?.isNullable != false }
      .map { "\($0.expression) IS NOT NULL" }
    // A message without a row would become one of nulls.
    if guards.isEmpty, let container = source.container { guards = ["\(SQLText.identifier(container)) IS NOT NULL"] }
    if !guards.isEmpty { text += "\nWHERE \(guards.joined(separator: "\n  AND "))" }
    return text + ";"
  }
}
