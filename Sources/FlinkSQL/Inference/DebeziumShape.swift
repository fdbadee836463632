import JSONCoding

/// Recognises what Debezium writes.
struct DebeziumShape {
  private let payload: JSON
  private let includesSchema: Bool

  /// - Parameter payload: The message, or what stands beside its schema.
  init(_ payload: JSON, includesSchema: Bool) {
    (self.payload, self.includesSchema) = (payload, includesSchema)
  }

  /// The shape; nil where it is not Debezium's.
  /// - Parameter format: How the message is read where no change shows that it is.
  func shape(otherwise format: MessageFormat) -> MessageShape? {
    let operation = payload["op"]?.string
    if operation == "m", payload["message"]?.object != nil || isCaptured { return control(.logicalMessage) }
    if operation == "t", isCaptured || !sides.isEmpty { return control(.truncate) }
    if let operation, ChangeKinds.debeziumRows.contains(operation), !sides.isEmpty {
      if sides.allSatisfy({ $0.value.object != nil || $0.value.isNull }) {
        let hasRow = sides.contains { $0.value.object != nil }
        return .enveloped(.debeziumJSON(includesSchema: includesSchema), hasRow: hasRow)
      }
      let texts = sides.filter { isDocument($0.value) }
      let isText = sides.allSatisfy { isDocument($0.value) || $0.value.isNull }
      return isText && !texts.isEmpty ? .textSides(texts.map(\.name), format) : nil
    }
    return quietKind.map { control($0, otherwise: format) }
  }

  private func control(_ kind: ControlKind, otherwise format: MessageFormat? = nil) -> MessageShape {
    .control(ControlMessage(envelope: .debezium, kind: kind, otherwise: format))
  }

  private var isCaptured: Bool { payload["source"]?.object != nil }

  private var sides: [(name: String, value: JSON)] {
    ["before", "after"].compactMap { name in payload[name].map { (name, $0) } }
  }

  private func isDocument(_ side: JSON) -> Bool {
    side.string.map { $0.utf8.first == UInt8(ascii: "{") && ClassifiedText($0).form == .json } ?? false
  }

  /// The kind of a message without `op`, which a row could be too.
  private var quietKind: ControlKind? {
    guard let members = payload.object?.members, !members.isEmpty else { return nil }
    let isStamped = payload["ts_ms"]?.int != nil
    if isStamped, members.allSatisfy({ ["ts_ms", "ts_us", "ts_ns", "serverName"].contains($0.key) }) {
      return .heartbeat
    }
    if payload["id"]?.string != nil, isStamped || payload["event_count"] != nil {
      switch payload["status"]?.string {
      case "BEGIN": return .transactionBegin
      case "END": return .transactionEnd
      default: break
      }
    }
    guard let statement = payload["ddl"], statement.isNull || statement.string != nil else { return nil }
    return payload["databaseName"] != nil || payload["tableChanges"]?.array != nil ? .schemaChange : nil
  }
}
