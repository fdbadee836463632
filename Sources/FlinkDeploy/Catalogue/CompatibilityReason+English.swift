import PipelineChanges

extension CompatibilityReason: Note {
  var subject: String? {
    switch self {
    case .optionIgnored(let name, _), .sourceAdded(let name), .topicChanged(let name, _, _),
      .connectorChanged(let name, _, _), .sourceRenamed(let name, _), .sourceRemoved(let name), .sourceMoved(let name),
      .projectionsChanged(let name, _, _), .serversChanged(let name), .formatChanged(let name, _, _),
      .keyChanged(let name), .watermarkChanged(let name), .sourceOptionNotCovered(let name, _),
      .projectionsUnclear(let name), .noHistory(let name), .targetChanged(_, let name), .aggregatesAdded(let name, _),
      .tableAdded(let name), .tableRemoved(let name), .storedColumnsChanged(let name), .storedRowsMoved(let name),
      .queryAdded(let name), .queryPartChanged(let name, _), .queryNotCovered(let name), .storedRowsUnclear(let name),
      .lookupState(let name):
      name
    case .maxParallelismChanged, .chainingChanged, .operatorIDsChanged, .engineDowngraded, .engineLineChanged,
      .statementNotUnderstood, .severalChanges, .configurationNotCovered, .engineNotUnderstood, .dependenciesChanged,
      .variableChanged:
      nil
    }
  }

  func english(_ face: Face) -> String {
    switch self {
    case .optionIgnored(let source, let option):
      "Source table '\(source)': '\(option)' has no effect on a start from state. The offsets in the state apply"
    case .noHistory(let table): "Table \(table) gets only rows of messages that are read after the update"
    case .targetChanged(let from, let to) where from == to:
      "Table \(to) is now in another database. It gets only rows of messages that are read after the update"
    case .targetChanged(let from, let to):
      "Table \(to) gets only rows of messages that are read after the update. Earlier rows stay in \(from)"
    case .sourceAdded(let source): "Source table '\(source)' is new and starts at its startup mode"
    case .aggregatesAdded(let table, let aggregates):
      "Table \(table): new aggregates count only messages that are read after the update: \(aggregates.abridged(.english))"

    case .topicChanged(let source, let from, let to):
      "Source table '\(source)' changes from topic \(from.quoted(.english)) to \(to.quoted(.english)). The state contains the "
        + "earlier partitions, so the job would still read them"
    case .connectorChanged(let source, let from, let to):
      "Source table '\(source)': the connector changes from '\(from)' to '\(to)', which cannot use its state"
    case .sourceRenamed(let from, let to):
      "Source table '\(from)' is renamed to '\(to)'. For Alibaba Cloud it is another source, without the offsets in the state"
    case .sourceRemoved(let source):
      "Source table '\(source)' is removed, so Flink cannot assign its offsets in the state"
    case .sourceMoved(let source):
      "Source table '\(source)' changes its place among the sources. It would get the offsets of another source"
    case .tableAdded(let table):
      "Table \(table) has other columns or another filter than the tables before. This changes the ID of the source, so "
        + "Flink cannot assign the offsets in the state"
    case .tableRemoved(let table):
      "Table \(table) had other columns or another filter than the remaining tables. Without it, the ID of the source "
        + "changes, so Flink cannot assign the offsets in the state"
    case .projectionsChanged(let source, let from, let to):
      "Source table '\(source)': the tables have \(to) different lists of columns and filters instead of \(from). This "
        + "changes the ID of the source, so Flink cannot assign the offsets in the state"
    case .storedColumnsChanged(let table): "Table \(table): the job keeps its rows in state, and their columns change"
    case .storedRowsMoved(let table):
      "Table \(table): other operators come before the one that keeps state. This changes its ID, so Flink cannot assign "
        + "its state"
    case .queryAdded(let table): "Table \(table) has a new query that keeps state, which is not in the savepoint"
    case .queryPartChanged(let table, let part):
      "Table \(table): \(part.english), so the query cannot use its state"

    case .maxParallelismChanged(let from, let to):
      "The maximum parallelism (pipeline.max-parallelism) changes from \(from ?? "unset") to \(to ?? "unset"). State keeps "
        + "the maximum parallelism that it was made with"
    case .chainingChanged:
      "pipeline.operator-chaining changes. This changes the IDs of operators, so Flink cannot assign their state"
    case .operatorIDsChanged(let from, let to):
      "table.exec.uid.generation changes from \(from) to \(to). This changes the IDs of operators, so Flink cannot assign "
        + "their state"
    case .engineDowngraded(let from, let to): "Engine version \(to) cannot read the state of the newer version \(from)"
    case .engineLineChanged(let from, let to):
      "Alibaba Cloud does not support the state of engine version \(from) in another major version (\(to))"

    case .statementNotUnderstood(""): "A statement of the SQL is not understood"
    case .statementNotUnderstood(let words): "A statement of the SQL is not understood: \(words)"
    case .queryNotCovered(let table): "Table \(table): no rule covers the change of its query"
    case .severalChanges(let items):
      "Changes of several kinds at once cannot be judged: \(items.map(\.english).joined(separator: ", "))"
    case .serversChanged(let source):
      "Source table '\(source)' has other bootstrap servers. If they belong to another cluster, the offsets in the state are "
        + "wrong"
    case .formatChanged(let source, let from, let to):
      "Source table '\(source)': the format changes from \(from) to \(to). If unread messages have the earlier format, the "
        + "job fails"
    case .keyChanged(let source):
      "Source table '\(source)': the primary key changes, which can affect the state of the operators behind it"
    case .watermarkChanged(let source):
      "Source table '\(source)': the watermark changes, which can affect the state of the operators behind it"
    case .sourceOptionNotCovered(let source, let option):
      "Source table '\(source)': no rule covers a change of '\(option)'"
    case .storedRowsUnclear(let table):
      "Table \(table): the job can keep its rows in state, and this change can make them unusable"
    case .projectionsUnclear(let source):
      "Source table '\(source)': the ID of the source can change, because the operators behind it are not known"
    case .lookupState(let table): "Table \(table): the lookup join keeps state, which this change can make unusable"
    case .configurationNotCovered(let key): "No rule covers a change of \(key)"
    case .engineNotUnderstood(let from, let to):
      "Engine versions \(from ?? "unset") and \(to ?? "unset") cannot be compared"
    case .dependenciesChanged: "Additional dependencies change. Their functions and connectors can keep other state"
    case .variableChanged(let name): "Variable '\(name)' of the deployment changes, and the SQL uses it"
    }
  }
}

extension CompatibilityReason.QueryPart {
  fileprivate var english: String {
    switch self {
    case .groupKeys: "the keys of GROUP BY change"
    case .window: "the window changes"
    case .distinctAggregates: "aggregates over distinct values change"
    case .inputColumns: "the input columns of the operator change"
    case .filter: "the filter before the operator changes"
    case .join: "the type or the condition of the join changes"
    case .limit: "LIMIT or the columns before it change"
    case .unionInputs: "the inputs of UNION ALL change"
    }
  }
}

extension CompatibilityReason.ChangedItem {
  fileprivate var english: String {
    switch self {
    case .aggregate: "aggregates"
    case .filter: "filters before stateful operators"
    case .sink: "sink tables"
    }
  }
}
