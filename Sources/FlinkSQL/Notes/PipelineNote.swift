public import Notices
public import PipelineTypes

/// Something that users should know about a pipeline: a fact about fields, columns, a table or the topic.
public enum PipelineNote: Notice, Hashable, Codable {
  /// About these fields of the messages.
  /// - Parameter table: The table that they are written to; nil where it makes no difference.
  case field([String], FieldFact, table: TableName?)
  /// About these columns of a table.
  case column([String], ColumnFact, table: TableName)
  /// About a table as a whole.
  case table(TableName, TableFact)
  /// About the topic, its messages or the job.
  case topic(TopicFact)

  /// About one field.
  /// - Parameters:
  ///   - name: The field.
  ///   - fact: What is known of it.
  public static func field(_ name: String, _ fact: FieldFact) -> PipelineNote { .field([name], fact, table: nil) }

  /// About one column.
  /// - Parameters:
  ///   - name: The column.
  ///   - fact: What is known of it.
  ///   - table: Its table.
  public static func column(_ name: String, _ fact: ColumnFact, of table: TableName) -> PipelineNote {
    .column([name], fact, table: table)
  }

  /// The code of the fact.
  public var code: String {
    switch self {
    case .field(_, let fact, _): fact.code
    case .column(_, let fact, _): fact.code
    case .table(_, let fact): fact.code
    case .topic(let fact): fact.code
    }
  }

  /// The fields or columns that it is about; empty for a table or the topic.
  public var names: [String] {
    switch self {
    case .field(let names, _, _), .column(let names, _, _): names
    case .table, .topic: []
    }
  }

  /// The same for the fields of `table`, where several tables are filled.
  /// - Parameter table: The table.
  public func writing(to table: TableName) -> PipelineNote {
    if case .field(let names, let fact, nil) = self { .field(names, fact, table: table) } else { self }
  }

  /// The note about the fields or columns of both, which are of one ``group``.
  fileprivate func merged(with other: PipelineNote) -> PipelineNote {
    switch (self, other) {
    case (.field(let names, let fact, let table), .field(let more, _, _)):
      .field(names.adding(more), fact, table: table)
    case (.column(let names, let fact, let table), .column(let more, _, _)):
      .column(names.adding(more), fact, table: table)
    default: self
    }
  }

  /// What notes must have in common to become one.
  fileprivate var group: PipelineNote {
    switch self {
    case .field(_, let fact, let table): .field([], fact, table: table)
    case .column(_, let fact, let table): .column([], fact, table: table)
    case .table, .topic: self
    }
  }
}

extension [String] {
  fileprivate func adding(_ more: [String]) -> [String] { self + more.filter { !containsName($0) } }
}

extension Sequence<PipelineNote> {
  /// The same facts with one note for all fields or columns that share one, in the order of their first.
  public var grouped: [PipelineNote] {
    var places: [PipelineNote: Int] = [:]
    var notes: [PipelineNote] = []
    for note in self {
      if let place = places[note.group] {
        notes[place] = notes[place].merged(with: note)
      } else {
        places[note.group] = notes.count
        notes.append(note)
      }
    }
    return notes
  }
}
