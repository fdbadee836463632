public import Notices
public import PipelineTypes

/// A fact about a field of the messages: what happens to its values on the way to a column.
///
/// Types are in Flink's spelling; `places` count digits of a fraction of a second.
public enum FieldFact: Notice, Hashable, Codable {
  // Times
  /// A number that is read as a time.
  case timeRead(TimeMeaning, TimeEvidence)
  /// A number that a schema declares as a time is written as that number.
  case timeWrittenAsNumber(TimeMeaning)
  /// Text is read as a time of the forms seen; other text becomes NULL.
  case timeTextRead(places: Int)
  /// Text of which no value was seen is read as a time; other text becomes NULL.
  case timeTextAssumed(isZoned: Bool, places: Int)
  case fractionTruncated(places: Int)
  case placesKept(Int)
  case timeOfDayDropped(bySessionZone: Bool)
  case sessionZoneApplied
  /// An instant is written as local time, as text.
  case localTimeWritten
  case epochMillisecondsWritten
  /// Engines before VVR 8.0.6 write it by the time zone of their JVM.
  case jvmZoneApplied
  /// As the event time: a message without one counts as of 1970.
  case eventTimeTextAssumed
  // Numbers
  case numbersInQuotes
  case leadingZerosDropped
  case decimalsDropped
  /// Whole numbers so far, so that another one would lose its decimals.
  case decimalsDroppedLater
  case binaryFloatingPoint(digits: Int)
  case numbersReformatted
  case digitsLost(digits: Int, isSeen: Bool)
  case magnitudeLost
  case mayOverflow(type: String)
  case mayWrapAround(type: String)
  case decimalOverflow(type: String)
  case decimalRounded(scale: Int, integerDigits: Int)
  case decimalDetour(type: String, integerDigits: Int)
  case infiniteValues(type: String)
  case vanishingValues(type: String)
  // Booleans
  case booleansAsNumbers
  case nonzeroIsTrue
  case otherTextIsFalse
  // Text
  case readAsString(declared: String)
  case textMustBe(type: String)
  case kindsMixed([ValueKind])
  case jsonTextExpected
  case jsonStringWritten
  case jsonStringsMixed
  case base64Read
  case lengthLimited(Int)
  case lengthExceeded(longest: Int, limit: Int)
  case checkedByDatabase
  /// Longer texts are cut, without an error.
  case bytesCut(limit: Int)
  /// Texts that differ only in blanks at their ends are equal.
  case blanksIgnored
  /// Texts that differ only in case are equal.
  case caseIgnored
  /// Blanks behind so many characters are cut, where other characters are rejected.
  case blanksCut(limit: Int)
  /// The column's own type rounds, below 0 to digits before the point; larger values are rejected.
  case roundedByColumn(decimals: Int)
  case headersWritten
  // What was seen
  case alwaysNull(type: String)
  case alwaysEmptyArray(elementType: String)
  case alwaysEmptyObject
  case nestedTooDeep
  case integersTooWide(digits: Int, type: String)
  case fractionsTooLong
  case readAsDouble
  case readAsDecimal(type: String)
  case readAsTime(type: String)
  case readAsMap(keys: Int)
  case memberNamesUnusable
  case nameUnusable(IdentifierFault)
  case decimalsEncoded
  /// The placeholder of a capture program is written over the value that the table has.
  /// - Parameter option: The option with which the connector leaves a value alone where the new one is NULL.
  case placeholderWritten(messages: Int, option: String)
  /// U+0000 that the database does not take in a column of this type.
  case nullCharacterRejected(messages: Int, columnType: String)
  /// U+0000 that the connector takes out of text.
  case nullCharacterRemoved(messages: Int, inKey: Bool)
  case similarNames(isCaseOnly: Bool, expressions: [String])
  case missingInMessages(suggestion: String?)
  case typeOverruled(given: String, written: String, metadata: KafkaMetadata)
  /// No column of the table has its name.
  case notWritten
  /// It is written to a column of the key, where the facts make different values equal.
  case keysMerge(column: String, [FieldFact])

  /// A kind of JSON value, as mixtures name it.
  public enum ValueKind: String, Sendable, Hashable, Codable {
    case booleans, numbers, text, objects, arrays
  }
}

/// How it is known what a number stands for.
public enum TimeEvidence: Sendable, Hashable, Codable {
  /// A schema beside the messages says so.
  case declared
  /// The numbers seen, or the name, suggest it.
  /// - Parameter hasUnset: Whether 0 and less stand for no time, and become NULL.
  case assumed(hasUnset: Bool)
  /// Debezium writes local times so.
  case debezium
}
