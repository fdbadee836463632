/// The kind of a control message: one that a capture program writes beside changes, and that changes no row.
public enum ControlKind: Sendable, Hashable, Codable {
  // Debezium
  case heartbeat, transactionBegin, transactionEnd, schemaChange, logicalMessage, truncate
  /// The word in the member `type` of Canal's or Maxwell's envelope.
  case type(String)
  /// The member `type` holds another word, which could be a value.
  case other
}
