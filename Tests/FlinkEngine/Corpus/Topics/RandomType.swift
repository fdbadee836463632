import PipelineTypes

/// Random types for columns of a source.
enum RandomType {
  /// A type with at most `depth` levels of arrays, maps and rows.
  static func type(depth: Int, allowsDecimal: Bool, _ random: inout SeededGenerator) -> FlinkType {
    if depth > 0, random.chance(30) {
      let inner = type(depth: depth - 1, allowsDecimal: allowsDecimal, &random)
      switch random.below(3) {
      case 0: return .array(inner)
      case 1: return .map(key: .string, value: inner)
      default:
        return .row([
          .init(name: "a", type: inner),
          .init(name: "b", type: type(depth: depth - 1, allowsDecimal: allowsDecimal, &random)),
        ])
      }
    }
    if allowsDecimal, random.chance(20) {
      let precision = random.pick([1, 3, 5, 10, 18, 19, 38])
      return .decimal(precision: precision, scale: random.below(precision + 1))
    }
    return random.pick([
      .boolean, .tinyint, .smallint, .int, .bigint, .bigint, .float, .double, .string, .string, .bytes, .date,
      .time(precision: 0), .timestamp(precision: 3), .timestamp(precision: 6), .timestampLTZ(precision: 3),
    ])
  }
}
