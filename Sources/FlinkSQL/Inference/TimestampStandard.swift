extension MessageSchema {
  /// How the JSON reader takes timestamps; one for the whole topic.
  public enum TimestampStandard: String, Sendable {
    case sql = "SQL"
    case iso8601 = "ISO-8601"
  }
}

extension MessageSchema.TimestampStandard {
  /// The standard under which most fields of `profile` can be read; ISO-8601 on a tie.
  ///
  /// Only a field that is wholly of one form counts: free text that happens to hold a time poisons nothing.
  init(electedBy profile: ValueProfile) {
    var votes = (iso: 0, sql: 0)
    profile.visit { value in
      guard value.kinds == [.string] else { return }
      if value.strings.isOnly(.isoInstant) || value.strings.isOnly(.isoLocal) { votes.iso += 1 }
      if value.strings.isOnly(.sqlInstant) || value.strings.isOnly(.sqlLocal) { votes.sql += 1 }
    }
    self = votes.sql > votes.iso ? .sql : .iso8601
  }

  /// The standard in which most of the texts are written that `fields` declare as timestamps; nil when there are none.
  init?(writtenIn profiles: [ExactName: FieldProfile], of fields: [MessageSchema.Field]) {
    var texts = (iso: 0, sql: 0)
    for field in fields where field.metadata == nil && field.type.holdsTimestamp {
      profiles[ExactName(field.name)]?.value.visit { value in
        texts.iso += value.strings[.isoInstant] + value.strings[.isoLocal]
        texts.sql += value.strings[.sqlInstant] + value.strings[.sqlLocal]
      }
    }
    guard texts != (0, 0) else { return nil }
    self = texts.sql > texts.iso ? .sql : .iso8601
  }
}
