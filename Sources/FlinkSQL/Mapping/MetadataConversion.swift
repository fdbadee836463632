/// Finds the way into a column for what Kafka knows of a message.
///
/// The connector gives each its own type, so that all is done by expressions (measured with Flink 1.17.2 and 1.20.5).
struct MetadataConversion {
  let metadata: KafkaMetadata
  /// What the source calls it.
  let name: String

  private var column: String { SQLText.identifier(name) }

  /// The way into a column of the database type `kind`, which the sink declares as `target`.
  func into(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    var way = try way(into: kind, target)
    way.canBecomeNull = metadata.isNullable
    return try limitNote(kind).map(way.converted) ?? way
  }

  /// That Hologres checks what it gets as text; nil where each value passes.
  private func limitNote(_ kind: DatabaseType) throws(Conversion.Impossible) -> String? {
    switch kind {
    case .boundedText(let limit) where limit < metadata.lengths.lowerBound:
      throw Conversion.Impossible(reason: "Kafka's \(metadata.rawValue) always has more than \(limit) characters")
    case .boundedText(let limit) where limit < metadata.lengths.upperBound:
      return ConversionNote.bounded(name, limit)
    case .checkedText: return ConversionNote.checked(name)
    default: return nil
    }
  }

  private func way(into kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    let isJSON = kind == .json
    switch (metadata.type, target) {
    case (.string, .string) where isJSON: return by("JSON_STRING(\(column))", .converted, target)
    case (.timestampLTZ, _) where target != .string: return try time(kind, target)
    case (let from, let to) where from == to: return by(column, .exact, target)
    case (.map, .string):
      return by(
        "JSON_STRING(CAST(\(column) AS MAP<STRING, STRING>))", .converted, target,
        "'\(name)' is written as a JSON object whose values are taken for UTF-8; of equal keys the last counts")
    case (.timestampLTZ, .string):
      let text = "CAST(\(column) AS STRING)"
      return by(
        isJSON ? "JSON_STRING(\(text))" : text, .converted, target,
        "'\(name)' is written as local time, \(ConversionNote.sessionZone)")
    case (_, .string): return cast(.converted, target)
    case (_, _) where metadata.type.isNumeric && target.isNumeric: return try number(target)
    default: throw Conversion.Impossible(reason: "there is no conversion of Kafka's \(metadata.rawValue)")
    }
  }

  private func by(_ expression: String, _ verdict: Verdict, _ target: FlinkType, _ note: String? = nil) -> Conversion {
    Conversion(verdict, from: metadata.type, to: target, expression, note: note)
  }

  private func cast(_ verdict: Verdict, _ target: FlinkType, _ note: String? = nil) -> Conversion {
    by("CAST(\(column) AS \(target.sql))", verdict, target, note)
  }

  private func time(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    let kept = kind.places ?? 3
    switch target {
    case metadata.type: return by(column, .exact, target).keeping(kept, of: 3, name)
    case .timestampLTZ: return cast(.widening, target).keeping(kept, of: 3, name)
    case .timestamp:
      return cast(.converted, target, "'\(name)' becomes local time, \(ConversionNote.sessionZone)")
        .keeping(kept, of: 3, name)
    case .date: return cast(.converted, target).losing(ConversionNote.cuttingTimeOfDayByZone(name))
    case .bigint:
      return by(
        ConversionSQL.epochMilliseconds(of: column), .converted, target,
        "'\(name)' is written in epoch milliseconds")
    default: throw Conversion.Impossible(reason: "there is no conversion of Kafka's \(metadata.rawValue)")
    }
  }

  private func number(_ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    let digits = metadata.type.integerDigits ?? 0
    switch target {
    case .decimal(let precision, let scale) where precision - scale >= digits: return cast(.widening, target)
    case .double, .float:
      let kept = target == .double ? 15 : 6
      return digits <= kept
        ? cast(.widening, target)
        : cast(.lossy, target, ConversionNote.becomingBinary(name, digits: kept))
    default: break
    }
    let bits = metadata.type.integerBits ?? 0
    guard let room = target.integerBits else {
      throw Conversion.Impossible(reason: "Kafka's \(metadata.rawValue) can have \(digits) digits")
    }
    if room > bits { return cast(.widening, target) }
    // CAST would begin again from below, and two messages have one place.
    guard metadata != .offset else { throw Conversion.Impossible(reason: "Kafka's offsets have 64 bits") }
    return cast(.lossy, target, "'\(name)' must fit into \(target.sql); a larger one becomes another number")
  }
}

extension KafkaMetadata {
  /// How many characters it can have as text.
  fileprivate var lengths: ClosedRange<Int> {
    switch self {
    case .topic: 1...249
    case .partition, .leaderEpoch: 1...10
    case .offset: 1...19
    // 2024-05-01 10:00:00.000
    case .timestamp: 23...23
    case .timestampType: "CreateTime".count..."NoTimestampType".count
    case .headers: 2...Int.max
    }
  }
}
