public import PipelineTypes

/// The value that a column of a table must have reached, if it grows and the newest message is in the table.
///
/// Such a column shows growth where a message cannot be looked up. It is not proof: another message can have its value.
public struct GrowthMark: Sendable, Hashable {
  /// The column.
  public let column: String
  /// The value, as the database reads it from a text.
  public let value: String
  /// The message that has it.
  public let position: SampledMessage.Position

  /// A mark.
  /// - Parameters:
  ///   - column: The column.
  ///   - value: The value, as the database reads it from a text.
  ///   - position: The message that has it.
  public init(column: String, value: String, position: SampledMessage.Position) {
    self.column = column
    self.value = value
    self.position = position
  }
}

extension ArrivalKeys {
  /// Whether some table in which no message can be looked up has columns that may grow.
  public var hasGrowth: Bool { sources.flatMap(\.tables).contains { !$0.growing.isEmpty } }

  /// What the growing columns of a table must have reached, the most telling one first.
  ///
  /// A column grows if its values do in the newest messages of each partition. The offset of a message grows if the
  /// topic has one partition.
  /// - Parameters:
  ///   - table: A table in which no message can be looked up.
  ///   - partitions: The newest messages of some partitions, oldest first.
  ///   - isOnlyPartition: Whether the topic has no other partition.
  public func marks(
    in table: TableName, _ partitions: [[SampledMessage]], isOnlyPartition: Bool
  ) -> [GrowthMark] {
    for source in sources {
      guard let growing = source.tables.first(where: { $0.name == table })?.growing, !growing.isEmpty else { continue }
      let readings = partitions.map { $0.map { MessageReading($0, source, self) } }
      let marks = growing.compactMap { column -> (mark: GrowthMark, rank: Int)? in
        let isOffset = column.conversion == .metadata(.offset)
        if isOffset, !isOnlyPartition { return nil }
        let mark = GrowthMark(column, readings, isOffset: isOffset)
        return mark.map { ($0, column.rank) }
      }
      return marks.sorted { $0.rank < $1.rank }.map(\.mark)
    }
    return []
  }
}

extension GrowthMark {
  /// The largest of the newest values of all partitions; nil if the column does not grow in one of them, or in none.
  fileprivate init?(_ column: KeyColumn, _ partitions: [[MessageReading]], isOffset: Bool) {
    var newest: GrowthMark?
    var hasGrown = isOffset
    for readings in partitions {
      let marks = readings.compactMap { reading -> GrowthMark? in
        guard let position = reading.message.position, let value = reading.value(of: column) else { return nil }
        return GrowthMark(column: column.name, value: value, position: position)
      }
      for (before, after) in zip(marks, marks.dropFirst()) {
        if column.isLess(after.value, than: before.value) { return nil }
        hasGrown = hasGrown || column.isLess(before.value, than: after.value)
      }
      guard let last = marks.last else { continue }
      if newest.map({ column.isLess($0.value, than: last.value) }) ?? true { newest = last }
    }
    guard hasGrown, let newest else { return nil }
    self = newest
  }
}

extension KeyColumn {
  /// Whether the texts of its values tell which one is larger.
  var isOrdered: Bool {
    switch conversion {
    case .bit, .timeOfDay, .metadata(.topic), .metadata(.partition): return false
    default: break
    }
    switch type {
    case .smallint, .int, .bigint, .date, .timestamp, .timestampLTZ: return true
    default: return false
    }
  }

  /// Times are more often in the order of the messages than numbers are.
  fileprivate var rank: Int {
    if conversion == .metadata(.offset) { return 0 }
    return isNumber ? 2 : 1
  }

  private var isNumber: Bool {
    switch type {
    case .smallint, .int, .bigint: true
    default: false
    }
  }

  /// Whether a value is less than another; texts of times have one form, and so their order.
  fileprivate func isLess(_ left: String, than right: String) -> Bool {
    guard isNumber else { return left < right }
    guard let left = Int64(left), let right = Int64(right) else { return false }
    return left < right
  }
}
