import PipelineTypes

extension TimestampStandard {
  /// The standard under which most fields of `profile` can be read; ISO-8601 on a tie.
  ///
  /// Only a field of which every value has one form counts, so free text that happens to hold a time does no harm.
  init(electedBy profile: ValueProfile) {
    var votes = (iso: 0, sql: 0)
    profile.visit { value in
      guard value.kinds == [.string] else { return }
      if value.strings.isOnly(.isoInstant) || value.strings.isOnly(.isoLocal) { votes.iso += 1 }
      if value.strings.isOnly(.sqlInstant) || value.strings.isOnly(.sqlLocal) { votes.sql += 1 }
    }
    self = votes.sql > votes.iso ? .sql : .iso8601
  }

  /// The standard of most texts of the `fields` that are declared as timestamps; nil without such texts.
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
