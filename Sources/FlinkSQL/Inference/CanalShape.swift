import JSONCoding

/// Recognises Canal's envelope, which TiCDC and DTS write too.
struct CanalShape {
  /// The shape.
  let shape: MessageShape

  /// The shape of `object`; nil where it is not Canal's.
  init?(_ object: JSON) {
    guard let type = object["type"]?.string, let members = object.object?.members else { return nil }
    // Members are optional, but one of another kind is not Canal's.
    var found = 0
    for member in members {
      guard let isCanal = CanalShape.isCanal(member.key, member.value) else { continue }
      if !isCanal { return nil }
      found += 1
    }
    let data = object["data"]
    if data?.array?.contains(where: { $0.object == nil }) == true { return nil }
    if ChangeKinds.canalRows.contains(type), found > (data == nil ? 2 : 1) {
      shape = .enveloped(.canalJSON, hasRow: data?.array?.isEmpty == false)
    } else if ChangeKinds.canalControls.contains(type), found > 1, data != nil || object["isDdl"] != nil {
      shape = .control(ControlMessage(envelope: .canal, kind: .type(type), otherwise: nil))
    } else if !ChangeKinds.maxwellRows.contains(type), object["isDdl"]?.bool != nil, found > 2 {
      shape = .control(ControlMessage(envelope: .canal, kind: .other, otherwise: nil))
    } else {
      return nil
    }
  }

  /// Whether the member `name` holds what Canal writes there; nil for a name that says nothing.
  private static func isCanal(_ name: String, _ value: JSON) -> Bool? {
    switch name {
    case "database", "table": value.isNull || value.string != nil
    case "isDdl": value.bool != nil
    case "pkNames", "old": value.isNull || value.array != nil
    case "sqlType", "mysqlType", "_tidb": value.isNull || value.object != nil
    // Rows have such members too.
    case "data": value.isNull || value.array != nil ? nil : false
    default: nil
    }
  }
}
