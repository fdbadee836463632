extension TerminalText {
  func english(_ face: Face) -> String {
    switch self {
    case .cancelling: "Cancelling and rolling back. Press Ctrl-C again to stop without rollback."
    case .stopped: "Stopped without rollback. Run 'flink-deploy recover' to continue."
    case .upgraded(let old, let new): "Upgraded the schema from version \(old) to \(new)"
    case .schemaCurrent(let version): "Schema version \(version), up to date"
    case .schemaOutdated(let version, let needed):
      "Schema version \(version). Run 'flink-deploy database upgrade' to upgrade to version \(needed)."
    case .schemaNewer(let version, let known):
      "Schema version \(version). This program knows versions up to \(known)."
    case .becomes(let field, let value, let result): "\(field): \(value) becomes \(result)"
    case .failedMessages(let failed, let total): "\(failed) of \(total) sampled messages would fail"
    case .failure(let count, let place, let reason): "messages: \(count), first: \(place.english): \(reason)"
    case .moreReasons(let count): "further reasons: \(count)"
    case .moreFields(let count): "further fields: \(count)"
    case .finding(let place, let message, let replacement):
      "\(place) \(message)" + (replacement.map { ". Use \($0)" } ?? "")
    case .recovered(let record, let status, let message):
      "job record \(record): \(status)" + (message == status ? "" : " (\(message))")
    }
  }
}

extension TerminalText.Place {
  fileprivate var english: String {
    switch self {
    case .message(let number): "message \(number)"
    case .offset(let offset, let partition): "partition \(partition) offset \(offset)"
    }
  }
}
