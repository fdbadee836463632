import PipelineTypes

/// Converts Kafka metadata of a message.
///
/// The connector gives each its own type, so that all is done by expressions (measured with Flink 1.17.2 and 1.20.5).
struct MetadataConversion {
  let metadata: KafkaMetadata
  /// What the source calls it.
  let name: String

  private var column: String { SQLText.identifier(name) }

  /// The conversion to a column of the database type `kind`, which the sink declares as `target`.
  /// - Throws: ``ConversionFault``.
  func to(_ kind: DatabaseType, _ target: FlinkType) throws(ConversionFault) -> Conversion {
    var conversion = try convert(to: kind, target)
    conversion.canBecomeNull = metadata.isNullable
    return try limit(of: kind).map(conversion.converting) ?? conversion
  }

  /// That Hologres checks the text that it gets; nil where each value passes.
  private func limit(of kind: DatabaseType) throws(ConversionFault) -> FieldFact? {
    switch kind {
    case .boundedText(let limit) where limit < metadata.lengths.lowerBound:
      throw .metadataTooLong(metadata, limit: limit)
    case .boundedText(let limit) where limit < metadata.lengths.upperBound: return .lengthLimited(limit)
    case .checkedText: return .checkedByDatabase
    default: return nil
    }
  }

  private func convert(to kind: DatabaseType, _ target: FlinkType) throws(ConversionFault) -> Conversion {
    let isJSON = kind == .json
    switch (metadata.type, target) {
    case (.string, .string) where isJSON: return by("JSON_STRING(\(column))", .converted, target)
    case (.timestampLTZ, _) where target != .string: return try time(kind, target)
    case (let from, let to) where from == to: return by(column, .exact, target)
    case (.map, .string):
      return by("JSON_STRING(CAST(\(column) AS MAP<STRING, STRING>))", .converted, target, .headersWritten)
    case (.timestampLTZ, .string):
      let text = "CAST(\(column) AS STRING)"
      return by(isJSON ? "JSON_STRING(\(text))" : text, .converted, target, .localTimeWritten)
    case (_, .string): return cast(.converted, target)
    case (_, _) where metadata.type.isNumeric && target.isNumeric: return try number(target)
    default: throw .metadataUnconvertible(metadata)
    }
  }

  private func by(
    _ expression: String, _ verdict: Verdict, _ target: FlinkType, _ facts: FieldFact...
  ) -> Conversion {
    Conversion(verdict, from: metadata.type, to: target, expression, facts)
  }

  private func cast(_ verdict: Verdict, _ target: FlinkType) -> Conversion {
    by("CAST(\(column) AS \(target.sql))", verdict, target)
  }

  private func time(_ kind: DatabaseType, _ target: FlinkType) throws(ConversionFault) -> Conversion {
    let kept = kind.places ?? 3
    switch target {
    case metadata.type: return by(column, .exact, target).keeping(kept, of: 3)
    case .timestampLTZ: return cast(.widening, target).keeping(kept, of: 3)
    case .timestamp: return cast(.converted, target).noting(.sessionZoneApplied).keeping(kept, of: 3)
    case .date: return cast(.converted, target).losing(.timeOfDayDropped(bySessionZone: true))
    case .bigint:
      return by(ConversionSQL.epochMilliseconds(of: column), .converted, target, .epochMillisecondsWritten)
    default: throw .metadataUnconvertible(metadata)
    }
  }

  private func number(_ target: FlinkType) throws(ConversionFault) -> Conversion {
    let digits = metadata.type.integerDigits ?? 0
    switch target {
    case .decimal(let precision, let scale) where precision - scale >= digits: return cast(.widening, target)
    case .double, .float:
      let kept = target == .double ? 15 : 6
      return digits <= kept
        ? cast(.widening, target) : cast(.lossy, target).noting(.binaryFloatingPoint(digits: kept))
    default: break
    }
    let bits = metadata.type.integerBits ?? 0
    guard let room = target.integerBits else { throw .metadataTooWide(metadata, digits: digits) }
    if room > bits { return cast(.widening, target) }
    // CAST would wrap around, and two messages would have one offset.
    guard metadata != .offset else { throw .metadataTooWide(metadata, digits: digits) }
    return cast(.lossy, target).noting(.mayWrapAround(type: target.sql))
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
