public import Notices

/// Why a job can start from the state of an earlier version, or cannot, or what it starts without.
public enum CompatibilityReason: Notice, Hashable, Codable {
  // Nothing is lost
  /// Options of a source that count only for a start without state.
  case optionIgnored(source: String, option: String)

  // Something starts empty
  /// A further table gets only the rows that come from now on.
  case noHistory(table: String)
  /// The rows go to another table from now on, and the earlier ones stay where they are.
  case targetChanged(from: String, to: String)
  /// A further source begins at its startup mode.
  case sourceAdded(String)
  /// Aggregates that begin with the messages that come from now on.
  case aggregatesAdded(table: String, [String])

  // The state does not fit: sources
  /// The job would go on reading the earlier topics too.
  case topicChanged(source: String, from: [String], to: [String])
  /// The connector is another one.
  case connectorChanged(source: String, from: String, to: String)
  /// The source is declared under another name.
  case sourceRenamed(from: String, to: String)
  /// The state of a source that is gone belongs to nothing.
  case sourceRemoved(String)
  /// A source would take over the offsets of another one.
  case sourceMoved(String)

  // The state does not fit: tables
  /// A further table has other columns or another filter, so that the source gets another ID.
  case tableAdded(String)
  /// The same of a table that is gone.
  case tableRemoved(String)
  /// Tables of a source have as many different lists of columns and filters as before, plus or minus some.
  case projectionsChanged(source: String, from: Int, to: Int)
  /// A table keeps rows in state, and their columns changed.
  case storedColumnsChanged(table: String)
  /// A table keeps rows in state, and other operators before it give that state another ID.
  case storedRowsMoved(table: String)

  // The state does not fit: queries
  /// A query that keeps state, where none did.
  case queryAdded(table: String)
  /// What the state of a query depends on changed.
  case queryPartChanged(table: String, QueryPart)

  // The state does not fit: settings
  /// `pipeline.max-parallelism`; nil for no value.
  case maxParallelismChanged(from: String?, to: String?)
  /// `pipeline.operator-chaining`.
  case chainingChanged
  /// `table.exec.uid.generation`.
  case operatorIDsChanged(from: String, to: String)
  /// The engine version is an older one.
  case engineDowngraded(from: String, to: String)
  /// The first two numbers of the version differ.
  case engineLineChanged(from: String, to: String)

  // No rule says it
  /// A statement that is not understood, by its first words.
  case statementNotUnderstood(String)
  /// A query is not understood, or no rule is for its change.
  case queryNotCovered(table: String)
  /// Changes that are only judged one at a time.
  case severalChanges([ChangedItem])
  /// Other servers can be the same cluster, or another one.
  case serversChanged(source: String)
  /// Messages that were written before cannot be read in the new format.
  case formatChanged(source: String, from: String, to: String)
  /// The primary key of a source.
  case keyChanged(source: String)
  /// The event time of a source, before a query that keeps state.
  case watermarkChanged(source: String)
  /// An option of a source that no rule is for.
  case sourceOptionNotCovered(source: String, option: String)
  /// Whether a table keeps rows in state is not known.
  case storedRowsUnclear(table: String)
  /// How many operators are behind a source is not known.
  case projectionsUnclear(source: String)
  /// Rows that were looked up can be in state.
  case lookupState(table: String)
  /// A key of the Flink configuration that no rule is for.
  case configurationNotCovered(key: String)
  /// Engine versions that cannot be compared; nil for none.
  case engineNotUnderstood(from: String?, to: String?)
  /// Functions and connectors from files that changed.
  case dependenciesChanged
  /// A variable that the script uses has another value.
  case variableChanged(String)

  /// A part of a query that its state depends on.
  public enum QueryPart: String, Sendable, Hashable, Codable, CaseIterable {
    case groupKeys, window, distinctAggregates, inputColumns, filter, join, limit, unionInputs
  }

  /// What the published rules call a single change.
  public enum ChangedItem: String, Sendable, Hashable, Codable, CaseIterable {
    case aggregate, filter, sink
  }
}

extension CompatibilityReason {
  /// What it means for the verdict.
  var verdict: CompatibilityVerdict {
    switch self {
    case .optionIgnored, .targetChanged: .full
    case .noHistory, .sourceAdded, .aggregatesAdded: .partial
    case .topicChanged, .connectorChanged, .sourceRenamed, .sourceRemoved, .sourceMoved, .tableAdded, .tableRemoved,
      .projectionsChanged, .storedColumnsChanged, .storedRowsMoved, .queryAdded, .queryPartChanged,
      .maxParallelismChanged, .chainingChanged, .operatorIDsChanged, .engineDowngraded, .engineLineChanged:
      .incompatible
    case .statementNotUnderstood, .queryNotCovered, .severalChanges, .serversChanged, .formatChanged, .keyChanged,
      .watermarkChanged, .sourceOptionNotCovered, .storedRowsUnclear, .projectionsUnclear, .lookupState,
      .configurationNotCovered, .engineNotUnderstood, .dependenciesChanged, .variableChanged:
      .unknown
    }
  }
}
