public import JSONCoding

/// What a deploy stores beside its SQL, so that a later process can look messages up in the tables.
public enum ArrivalRecord: Sendable, Equatable {
  /// The SQL was generated.
  case keys(ArrivalKeys)
  /// The SQL was given, so that it is not known which message makes which row.
  case givenSQL

  /// A stored record; nil for another value.
  public init?(json: JSON) {
    if json["given_sql"]?.bool == true {
      self = .givenSQL
    } else if let keys = json["keys"].flatMap(ArrivalKeys.init(json:)) {
      self = .keys(keys)
    } else {
      return nil
    }
  }

  /// The same for a job that continues from the state of another script: its tables can lack what that one read.
  public var continued: ArrivalRecord {
    switch self {
    case .keys(let keys): .keys(keys.startingElsewhere)
    case .givenSQL: .givenSQL
    }
  }

  /// The record as it is stored.
  public var json: JSON {
    switch self {
    case .keys(let keys): ["keys": keys.json]
    case .givenSQL: ["given_sql": true]
    }
  }
}
