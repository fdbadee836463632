import PipelineTypes

extension ValueProfile {
  /// What was seen of the rows inside the envelopes of `format`; of the message itself when there is none.
  func rows(in format: MessageFormat) -> ValueProfile {
    switch format {
    case .json: self
    case .connectJSON: fields[ExactName("payload")]?.value ?? ValueProfile()
    case .debeziumJSON(let includesSchema):
      includesSchema
        ? fields[ExactName("payload")]?.value.merging(fields: ["before", "after"]) ?? ValueProfile()
        : merging(fields: ["before", "after"])
    case .canalJSON, .maxwellJSON: merging(fields: ["data", "old"])
    }
  }

  /// The fields that updates were seen to change, in the envelopes that list these; none in the others.
  func changedFields(in format: MessageFormat) -> Set<ExactName> {
    switch format {
    case .canalJSON, .maxwellJSON: Set(merging(fields: ["old"]).fields.keys)
    case .json, .connectJSON, .debeziumJSON: []
    }
  }

  private func merging(fields names: [String]) -> ValueProfile {
    var merged = ValueProfile()
    for name in names {
      guard let profile = fields[ExactName(name)]?.value else { continue }
      merged.merge(profile.elements.first ?? profile)
    }
    // Where a side is null the other one has the row.
    merged.nulls = 0
    return merged
  }
}
