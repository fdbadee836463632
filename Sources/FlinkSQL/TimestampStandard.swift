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
    func count(_ profile: ValueProfile) {
      if profile.kinds == [.string] {
        if profile.strings.isOnly(.isoInstant) || profile.strings.isOnly(.isoLocal) { votes.iso += 1 }
        if profile.strings.isOnly(.sqlInstant) || profile.strings.isOnly(.sqlLocal) { votes.sql += 1 }
      }
      for field in profile.fields.values { count(field.value) }
      profile.elements.forEach(count)
    }
    count(profile)
    self = votes.sql > votes.iso ? .sql : .iso8601
  }

  /// The standard in which most of the texts are written that `fields` declare as timestamps; nil when there are none.
  init?(writtenIn seen: MessageSchema?, of fields: [MessageSchema.Field]) {
    var texts = (iso: 0, sql: 0)
    func count(_ profile: ValueProfile) {
      texts.iso += profile.strings[.isoInstant] + profile.strings[.isoLocal]
      texts.sql += profile.strings[.sqlInstant] + profile.strings[.sqlLocal]
      for field in profile.fields.values { count(field.value) }
      profile.elements.forEach(count)
    }
    let declared = Set(
      fields.filter { $0.metadata == nil && $0.type.holdsTimestamp }.map { ExactName($0.name) })
    for field in seen?.fields ?? [] where declared.contains(ExactName(field.name)) { field.profile.map(count) }
    guard texts != (0, 0) else { return nil }
    self = texts.sql > texts.iso ? .sql : .iso8601
  }
}
