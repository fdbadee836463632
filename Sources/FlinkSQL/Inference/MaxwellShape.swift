import JSONCoding

/// Recognises Maxwell's envelope.
struct MaxwellShape {
  /// The shape.
  let shape: MessageShape

  /// The shape of `object`; nil where it is not Maxwell's.
  init?(_ object: JSON) {
    guard let type = object["type"]?.string else { return nil }
    let places = ["database", "table"].compactMap { object[$0] }
    guard places.allSatisfy({ $0.isNull || $0.string != nil }) else { return nil }
    if ChangeKinds.maxwellRows.contains(type), let row = object["data"], row.object != nil || row.isNull {
      let isNamed = places.contains { $0.string != nil }
      let isLogged = object["ts"]?.int != nil && (object["xid"]?.int != nil || object["old"]?.object != nil)
      guard isNamed, places.count == 2 || isLogged, row.object != nil || isLogged else { return nil }
      shape = .enveloped(.maxwellJSON, hasRow: row.object?.members.isEmpty == false)
    } else if ChangeKinds.maxwellControls.contains(type), !places.isEmpty {
      shape = .control(ControlMessage(envelope: .maxwell, kind: .type(type), otherwise: nil))
    } else {
      return nil
    }
  }
}
