/// What the value of an option can be, as far as it is known here.
enum OptionValue {
  /// One of these words; upper and lower case do not matter where `isFolded`.
  case word([String], isFolded: Bool)
  /// Places in the partitions of a topic.
  case offsets

  private static let words: [String: [String]] = [
    "scan.startup.mode": ["earliest-offset", "latest-offset", "group-offsets", "timestamp", "specific-offsets"],
    "scan.bounded.mode": ["unbounded", "latest-offset", "group-offsets", "timestamp", "specific-offsets"],
    "value.fields-include": ["ALL", "EXCEPT_KEY"], "map-null-key.mode": ["FAIL", "DROP", "LITERAL"],
    "mutatetype": ["insertorignore", "insertorreplace", "insertorupdate"],
    "sink.on-conflict-action": ["insert_or_ignore", "insert_or_replace", "insert_or_update"],
    "sink.write-mode": ["insert", "copy_stream", "copy_bulk_load", "copy_bulk_load_on_conflict"],
    "sink.delete-strategy": ["ignore_delete", "non_pk_field_to_null", "delete_row_on_pk", "changelog_standard"],
    "sdkmode": ["jdbc", "jdbc_fixed", "jdbc_copy", "rpc"],
    "connection.ssl.mode": ["disable", "require", "verify-ca", "verify-full"],
  ]

  private static let switches = Set(
    OptionCatalog.words(
      """
      fail-on-missing-field ignore-parse-errors encode.decimal-as-plain-number encode.ignore-null-fields
      infer-schema.flatten-nested-columns.enable infer-schema.primitive-as-string scan.check.duplicated.group.id partitionrouter createparttable
      ignoredelete ignorenullwhenupdate jdbcenabledefaultfornotnullcolumn bulkload userpcmode binlog cdcmode
      upsertsource insertifnotexists enablereadcolumntable enable_filter_push_down async sink.create-missing-partition
      lookup.insert-if-not-exists source.binlog type-mapping.timestamp-converting.legacy
      """))

  /// What the value of the option `name` can be; nil when not known here.
  /// - Parameter name: Without the format in front of it, in lower case where the connector folds names.
  init?(of name: String) {
    if let words = OptionValue.words[name] {
      self = .word(words, isFolded: true)
    } else if OptionValue.switches.contains(name) || name.hasSuffix(".enabled") {
      self = .word(["true", "false"], isFolded: true)
    } else if name == "timestamp-format.standard" {
      self = .word(["SQL", "ISO-8601"], isFolded: false)
    } else if ["scan.startup.specific-offsets", "scan.bounded.specific-offsets"].contains(name) {
      self = .offsets
    } else {
      return nil
    }
  }

  /// What is wrong with the value of `option`; nil when nothing is, or when the platform puts it in.
  func finding(_ option: SQLStatement.Table.Option) -> SQLFinding? {
    guard let value = option.value, !value.text.contains("${") else { return nil }
    switch self {
    case .word(let words, let isFolded):
      let given = isFolded ? value.text.lowercased() : value.text
      if words.contains(where: { (isFolded ? $0.lowercased() : $0) == given }) { return nil }
      let near = EditDistance.nearest(to: given, in: words) ?? words.first { $0.hasPrefix(given) }
      return SQLFinding(
        .error, at: value, "'\(option.key.text)' is one of \(words.joined(separator: ", "))",
        replacement: near.map(SQLText.literal))
    case .offsets:
      if OptionValue.areOffsets(value.text) { return nil }
      return SQLFinding(
        .error, at: value, "'\(option.key.text)' is a list such as 'partition:0,offset:42;partition:1,offset:300'")
    }
  }

  private static func areOffsets(_ text: String) -> Bool {
    text.split(separator: ";").allSatisfy { place in
      let parts = place.split(separator: ",").map { $0.split(separator: ":") }
      return parts.count == 2
        && zip(parts, ["partition", "offset"]).allSatisfy { part, name in
          part.count == 2 && part[0] == name && Int(part[1]) != nil
        }
    }
  }
}
