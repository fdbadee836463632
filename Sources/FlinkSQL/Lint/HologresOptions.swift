/// The options of the Hologres connector, as Realtime Compute documents them for VVR 8 and VVR 11.
enum HologresOptions {
  static let required = ["endpoint", "dbname", "tablename", "username", "password"]

  private static let shared = OptionCatalog.words(
    """
    connector endpoint dbname tablename username password connection.ssl.mode connection.ssl.root-cert.location
    sink.parallelism sink.delete-strategy cache cacheSize cacheTTLMs cacheEmpty async lookup.join.cache startTime
    fixedConnectionMode binlogRetryIntervalMs enable_filter_push_down
    """)

  /// Options of VVR 8 and what VVR 11 calls them; it takes the older names too.
  private static let renamed = pairs(
    """
    mutatetype sink.on-conflict-action
    createparttable sink.create-missing-partition
    jdbcWriteBatchSize sink.insert.batch-size
    jdbcWriteBatchByteSize sink.insert.batch-byte-size
    jdbcWriteFlushInterval sink.insert.flush-interval-ms
    connectionSize connection.pool.size
    connectionPoolName connection.pool.name
    jdbcRetryCount retry-count
    jdbcRetrySleepStepMs retry-sleep-step-ms
    jdbcConnectionMaxIdleMs connection.max-idle-ms
    jdbcMetaCacheTTL meta-cache-ttl-ms
    ignoreNullWhenUpdate sink.ignore-null-when-update.enabled
    jdbcEnableDefaultForNotNullColumn sink.default-for-not-null-column.enabled
    remove-u0000-in-text.enabled sink.remove-u0000-in-text.enabled
    partial-insert.enabled sink.partial-insert.enabled
    deduplication.enabled sink.deduplication.enabled
    aggressive.enabled sink.aggressive-flush.enabled
    check-and-put.column sink.insert.check-and-put.column
    check-and-put.operator sink.insert.check-and-put.operator
    check-and-put.null-as sink.insert.check-and-put.null-as
    jdbcCopyWriteFormat sink.copy.format
    jdbcReadBatchSize lookup.read.batch-size
    jdbcReadTimeoutMs lookup.read.timeout-ms
    enableReadColumnTable lookup.read.column-table.enabled
    insertifnotexists lookup.insert-if-not-exists
    jdbcScanFetchSize source.scan.fetch-size
    jdbcScanTimeoutSeconds source.scan.timeout-seconds
    binlog source.binlog
    binlogStartupMode source.binlog.startup-mode
    binlogBatchReadSize source.binlog.batch-size
    partition-binlog.mode source.binlog.partition-binlog-mode
    partition-binlog-lateness-timeout-minutes source.binlog.partition-binlog-lateness-timeout-minutes
    partition-values-to-read source.binlog.partition-values-to-read
    """)

  /// Options of VVR 8 that VVR 11 refuses, with what does the same.
  private static let replaced = pairs(
    """
    sdkMode sink.write-mode
    bulkload sink.write-mode
    ignoredelete sink.delete-strategy
    """)

  /// Those that it has nothing for, or that need none.
  private static let removed = OptionCatalog.words(
    """
    partitionrouter useRpcMode property-version type-mapping.timestamp-converting.legacy field_delimiter
    jdbcRetrySleepInitMs jdbcMetaAutoRefreshFactor cdcMode upsertSource binlogMaxRetryTimes jdbcBinlogSlotName
    jdbcReadBatchQueueSize jdbcReadRetryCount
    """)

  /// Options of VVR 11 that VVR 8 has nothing for.
  private static let new = OptionCatalog.words(
    """
    connection.fixed.enabled serverless-computing.enabled sink.ignore-null-when-update-by-expr.enabled
    sink.insert.conflict-update-set sink.insert.conflict-where lookup.filter-push-down.enabled source.binlog.read-mode
    source.binlog.change-log-mode source.binlog.request-timeout-ms source.binlog.project-columns.enabled
    source.binlog.compression.enabled source.binlog.filter-push-down.enabled source.scan.filter-push-down.enabled
    """)

  /// Options of the connector's open source, which is another one, and what VVR 11 calls them.
  private static let openSource = pairs(
    """
    sink.ignore-delete sink.delete-strategy
    connection.fixed connection.fixed.enabled
    connection.meta-cache-ttl-ms meta-cache-ttl-ms
    sink.aggressive.enabled sink.aggressive-flush.enabled
    sink.check-and-put.column sink.insert.check-and-put.column
    sink.check-and-put.operator sink.insert.check-and-put.operator
    sink.check-and-put.null-as sink.insert.check-and-put.null-as
    """)

  /// What an option's name is to the engines of a family.
  enum Standing {
    case known
    /// It is taken, but called otherwise now.
    case older(newer: String)
    /// It is not taken; what does the same, where anything does.
    case refused(instead: String?)
  }

  /// What `name` is to the engines of `family`; nil for an unknown one, of which all names are good.
  static func standing(of name: String, in family: EngineVersion.Family?) -> Standing {
    let name = name.lowercased()
    if known[family]?[name] != nil { return .known }
    if family == .vvr11, let pair = renamed.first(where: { $0.old.lowercased() == name }) {
      return .older(newer: pair.new)
    }
    return .refused(instead: counterpart(of: name, in: family))
  }

  /// What the engines of `family` take for a slip of the pen; nil for what is like nothing.
  static func correction(of name: String, in family: EngineVersion.Family?) -> String? {
    guard let near = EditDistance.nearest(to: name, in: all) else { return nil }
    return known[family]?[near.lowercased()] ?? counterpart(of: near.lowercased(), in: family)
  }

  /// What `family` calls an option that has another name elsewhere.
  private static func counterpart(of name: String, in family: EngineVersion.Family?) -> String? {
    let pairs = renamed + replaced + openSource
    guard let new = pairs.first(where: { $0.old.lowercased() == name || $0.new == name })?.new else { return nil }
    return known[family]?[new] ?? (renamed + replaced).first { $0.new == new }?.old
  }

  /// Names as they are written, by those in lower case, since the connector folds them.
  private static let known: [EngineVersion.Family?: [String: String]] = {
    let eight = shared + renamed.map(\.old) + replaced.map(\.old) + removed
    let eleven = shared + renamed.map(\.new) + replaced.map(\.new) + new
    func folded(_ names: [String]) -> [String: String] {
      Dictionary(names.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    }
    return [.vvr8: folded(eight), .vvr11: folded(eleven), nil: folded(eight + eleven)]
  }()

  private static let all = (known[nil] ?? [:]).values.sorted() + openSource.map(\.old)

  private static func pairs(_ text: String) -> [(old: String, new: String)] {
    text.split(separator: "\n").map { line in
      let names = OptionCatalog.words(String(line))
      return (names[0], names[1])
    }
  }
}
