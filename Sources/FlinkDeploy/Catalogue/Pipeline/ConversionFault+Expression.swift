import FlinkSQL

extension [ConversionFault.Content] {
  /// An SQL expression that converts such values to `type`; nil where none is known.
  ///
  /// It follows from the type of the column: a text that looks like a number is not one in a column of times.
  /// - Parameters:
  ///   - field: The field as an SQL expression.
  ///   - type: The type of the column in Flink's spelling.
  func expression(for field: String, _ type: String) -> String? {
    lazy.compactMap { content -> String? in
      guard case .form(let form) = content else { return nil }
      return form.expression(for: field, type)
    }.first
  }
}

extension TextForm {
  fileprivate func expression(for field: String, _ type: String) -> String? {
    let isTime = ["DATE", "TIME", "TIMESTAMP"].contains { type.hasPrefix($0) }
    let isNumber = ["TINYINT", "SMALLINT", "INT", "BIGINT", "DECIMAL", "FLOAT", "DOUBLE"].contains {
      type.hasPrefix($0)
    }
    let isInstant = type.hasPrefix("TIMESTAMP_LTZ")
    let isLocal = type.hasPrefix("TIMESTAMP") && !isInstant
    switch self {
    case .smallInstant where isTime: return "UPPER(\(field))"
    case .slashDate where isTime: return "CAST(REPLACE(\(field), '/', '-') AS \(type))"
    // TRY_CAST makes NULL of instants with T and Z, so that good ones would be lost too.
    case .invalidDate where isInstant, .notANumber where isInstant: return nil
    case .invalidDate where isLocal, .notANumber where isLocal:
      return "TRY_CAST(REPLACE(\(field), 'T', ' ') AS \(type))"
    case .invalidDate where isTime, .notANumber where isTime || isNumber: return "TRY_CAST(\(field) AS \(type))"
    case .groupedNumber where isNumber: return "CAST(REPLACE(\(field), ',', '') AS \(type))"
    case .yesOrNo where type == "BOOLEAN": return "LOWER(\(field)) IN ('y', 'yes', 'on')"
    case .empty: return "CAST(NULLIF(\(field), '') AS \(type))"
    default: return nil
    }
  }
}
