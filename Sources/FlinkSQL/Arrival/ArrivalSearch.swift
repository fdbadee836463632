public import PipelineTypes

/// The choice of the message of one partition that is looked up: the newest one whose rows must be there.
public struct ArrivalSearch: Sendable {
  /// A row that a message must have made.
  public struct Row: Sendable, Hashable {
    /// The table.
    public let table: TableName
    /// The key of the row.
    public let key: RowKey
  }

  /// A message to look up.
  public struct Candidate: Sendable, Equatable {
    /// Where it is.
    public let position: SampledMessage.Position
    /// Its row in each table that can be searched.
    public let rows: [Row]
    /// Whether no later message can have deleted its rows, as far as messages were read.
    public let isCertain: Bool
  }

  /// Why the newest message cannot be looked up.
  public struct Refusal: Sendable, Equatable {
    /// Where it is.
    public let position: SampledMessage.Position
    /// The table.
    public let table: TableName
    /// Why.
    public let obstacle: ArrivalObstacle
  }

  /// The message to look up.
  public private(set) var candidate: Candidate?
  /// Why the newest message cannot be looked up; nil if it can, or there is none.
  public private(set) var refusal: Refusal?

  /// What later messages do to rows, each by the last one.
  private var isDeleted: [Row: Bool] = [:]
  /// The tables in which a later message changes a row of which the key is not known.
  private var unclear: Set<TableName> = []

  /// Searches messages of one partition.
  /// - Parameters:
  ///   - keys: The keys of the pipeline.
  ///   - messages: The messages to choose from, oldest first.
  ///   - later: Messages after them, oldest first, which can delete rows.
  ///   - isOnlyPartition: Whether the topic has no other partition.
  public init(
    _ keys: ArrivalKeys, _ messages: [SampledMessage], later: [SampledMessage] = [], isOnlyPartition: Bool
  ) {
    for message in later.reversed() { take(keys.effects(of: message)) }
    for message in messages.reversed() {
      guard let position = message.position else { continue }
      let effects = keys.effects(of: message)
      // Messages of one key are in one partition, if they have keys.
      let isAlone = isOnlyPartition || message.key != nil
      let isKept: (TableName) -> Bool = { [unclear] in !keys.hasDeletions || isAlone && !unclear.contains($0) }
      guard let refused = choose(effects, at: position, isKept: isKept) else { return }
      refusal = refusal ?? refused
      take(effects)
    }
  }

  /// Takes the message if each table has a row of it.
  /// - Returns: Why not; nil if it is taken.
  private mutating func choose(
    _ effects: [TableEffects], at position: SampledMessage.Position, isKept: (TableName) -> Bool
  ) -> Refusal? {
    var rows: [Row] = []
    for effects in effects {
      switch row(of: effects) {
      case .success(let row): rows.append(row)
      case .failure(let obstacle): return Refusal(position: position, table: effects.table, obstacle: obstacle)
      }
    }
    candidate = Candidate(position: position, rows: rows, isCertain: rows.allSatisfy { isKept($0.table) })
    refusal = nil
    return nil
  }

  /// The last row that the message writes and that stays.
  private func row(of effects: TableEffects) -> Result<Row, ArrivalObstacle> {
    var obstacle: ArrivalObstacle?
    var deleted: Set<RowKey> = []
    for effect in effects.effects.reversed() {
      switch effect {
      case .written(let key) where deleted.contains(key): obstacle = obstacle ?? .deletion
      case .written(let key):
        let row = Row(table: effects.table, key: key)
        if isDeleted[row] != true { return .success(row) }
        obstacle = obstacle ?? .deletedLater
      case .deleted(let key):
        deleted.insert(key)
        obstacle = obstacle ?? .deletion
      // It could be the deletion of a row that the message wrote before.
      case .unknown(let reason): return .failure(obstacle ?? reason)
      }
    }
    return .failure(obstacle ?? .noRow)
  }

  /// Remembers what a message does, for those before it.
  private mutating func take(_ effects: [TableEffects]) {
    for (table, effects) in effects.map({ ($0.table, $0.effects) }) {
      for effect in effects.reversed() {
        switch effect {
        case .written(let key): remember(Row(table: table, key: key), isDeleted: false)
        case .deleted(let key): remember(Row(table: table, key: key), isDeleted: true)
        case .unknown(.noRow): break
        case .unknown: unclear.insert(table)
        }
      }
    }
  }

  private mutating func remember(_ row: Row, isDeleted: Bool) {
    if self.isDeleted[row] == nil { self.isDeleted[row] = isDeleted }
  }
}
