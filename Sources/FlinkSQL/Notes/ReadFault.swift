public import Notices

/// Why a job would stop at a message, in Flink's reader or in the database; names no value.
public enum ReadFault: Error, Notice, Hashable, Codable {
  /// A kind of JSON token.
  public enum Kind: String, Sendable, Hashable, Codable {
    case object, array, text, number, boolean, null
  }

  case notJSON(DocumentFault)
  case notAnObject
  case emptyOrNull
  /// - Parameter standard: The standard of timestamps, where the type is one.
  case typeMismatch(field: String, Kind, type: String, standard: TimestampStandard?)
  /// An object or array where a BOOLEAN is declared leads the reader astray.
  case containerForBoolean
  /// The planner refuses a MAP whose keys are not STRING.
  case mapKeys(field: String)
  case nullKey(field: String)
  /// The change lacks `before`, which REPLICA IDENTITY FULL would give.
  case beforeMissing
  case changeKindMissing(member: String)
  /// - Parameter kind: The kind, where it is one of a capture program's.
  case changeKindUnsupported(member: String, kind: String?)
  case memberMissing(String)
  case tooFewRows(member: String)
  /// The database does not take U+0000 in a column of this type.
  case nullCharacter(field: String, columnType: String)
}

/// What makes a document not JSON for the parser inside Flink.
public enum DocumentFault: String, Error, Sendable, Hashable, Codable {
  case unknownByteOrder, textEnds, notUTF32, separatorMissing, nameMissing, colonMissing, valueMissing, malformedNumber
  case unclosedString, hexadecimalDigitsMissing, unknownEscape, notUTF8
}
