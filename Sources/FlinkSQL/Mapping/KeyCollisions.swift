import PipelineTypes

/// The one rule of what makes two keys one: each fact says it of itself.
extension FieldFact {
  /// Whether it makes one value of the column out of different values of the field.
  var mergesValues: Bool {
    switch self {
    case .fractionTruncated, .placesKept, .timeTextRead, .timeTextAssumed, .timeOfDayDropped, .sessionZoneApplied,
      .localTimeWritten, .jvmZoneApplied:
      true
    case .leadingZerosDropped, .decimalsDropped, .decimalsDroppedLater, .binaryFloatingPoint, .digitsLost,
      .magnitudeLost, .mayWrapAround, .decimalOverflow, .decimalRounded, .infiniteValues, .vanishingValues,
      .roundedByColumn, .numbersReformatted:
      true
    case .nonzeroIsTrue, .otherTextIsFalse, .kindsMixed, .jsonStringsMixed: true
    case .bytesCut, .blanksCut, .blanksIgnored, .caseIgnored: true
    default: false
    }
  }

  /// Whether it says that parts of a second are lost.
  fileprivate var isOfSeconds: Bool {
    switch self {
    case .fractionTruncated, .placesKept, .timeTextRead, .timeTextAssumed: true
    default: false
    }
  }
}

extension TargetTable.Column {
  /// What its type does to each value without an error, whichever field it is written with.
  var typeFacts: [FieldFact] {
    [byteLimit.map { .bytesCut(limit: $0) }, roundedDecimals.map { .roundedByColumn(decimals: $0) }].compactMap { $0 }
  }

  /// Why its type takes different values for equal, which only matters in a key.
  /// - Parameter facts: What is known of the conversion.
  private func equalities(_ facts: [FieldFact]) -> [FieldFact] {
    var facts = facts.compactMap { fact -> FieldFact? in
      switch fact {
      case .lengthExceeded(_, let limit), .lengthLimited(let limit): .blanksCut(limit: limit)
      default: nil
      }
    }
    if ignoresBlanks { facts.append(.blanksIgnored) }
    if ignoresCase { facts.append(.caseIgnored) }
    switch kind {
    case .real: facts.append(.binaryFloatingPoint(digits: 6))
    case .doublePrecision: facts.append(.binaryFloatingPoint(digits: 15))
    case .time: facts.append(.fractionTruncated(places: 0))
    case .timestamptz(let places): facts.append(.placesKept(places))
    case .timestamp(let places) where places < 6: facts.append(.placesKept(places))
    default: break
    }
    return facts
  }

  /// The fact that different messages become one row, when the column is in the key; nil when they stay apart.
  /// - Parameter facts: What is known of the conversion to it.
  func keyCollision(_ facts: [FieldFact]) -> FieldFact? {
    let reasons = (facts + equalities(facts)).filter(\.mergesValues).reduce(into: [FieldFact]()) { reasons, fact in
      // One word on parts of a second is enough.
      let isKnown = reasons.contains(fact) || fact.isOfSeconds && reasons.contains(where: \.isOfSeconds)
      if !isKnown { reasons.append(fact) }
    }
    return reasons.isEmpty ? nil : .keysMerge(column: name, reasons)
  }
}
