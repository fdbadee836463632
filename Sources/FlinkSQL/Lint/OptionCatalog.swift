/// The options of the connectors, as Realtime Compute documents them for VVR 8 and VVR 11.
enum OptionCatalog {
  /// Connectors that names are held against, and the formats of Kafka's messages.
  static let connectors = words("kafka upsert-kafka hologres print blackhole datagen filesystem jdbc")
  static let formats = words(
    "avro avro-confluent canal-json csv debezium-avro-confluent debezium-json json maxwell-json ogg-json protobuf raw")

  static let kafka = words(
    """
    connector topic topic-pattern format value.format key.format key.fields key.fields-prefix value.fields-include
    value.fields-prefix scan.startup.mode scan.startup.timestamp-millis scan.startup.specific-offsets scan.bounded.mode
    scan.bounded.specific-offsets scan.bounded.timestamp-millis scan.topic-partition-discovery.interval scan.header-filter
    scan.check.duplicated.group.id sink.partitioner sink.delivery-guarantee sink.transactional-id-prefix sink.parallelism
    scan.parallelism scan.watermark.emit.strategy scan.watermark.alignment.group scan.watermark.alignment.max-drift
    scan.watermark.alignment.update-interval scan.watermark.idle-timeout
    """)

  static let kafkaRequired = ["properties.bootstrap.servers"]

  /// The options of `json` and of the formats made of it, without the format's name.
  static let json = words(
    """
    fail-on-missing-field ignore-parse-errors map-null-key.mode map-null-key.literal timestamp-format.standard
    encode.decimal-as-plain-number encode.ignore-null-fields infer-schema.flatten-nested-columns.enable
    """)

  static let hologresRequired = ["endpoint", "dbname", "tablename", "username", "password"]

  static let hologresShared = words(
    """
    connector endpoint dbname tablename username password connection.ssl.mode connection.ssl.root-cert.location
    sink.parallelism sink.delete-strategy cache cachesize cachettlms cacheempty async lookup.join.cache
    """)

  static let hologres8 = words(
    """
    sdkMode bulkload useRpcMode mutatetype partitionrouter createparttable ignoredelete connectionSize connectionPoolName
    jdbcWriteBatchSize jdbcWriteBatchByteSize jdbcWriteFlushInterval ignoreNullWhenUpdate
    jdbcEnableDefaultForNotNullColumn remove-u0000-in-text.enabled partial-insert.enabled deduplication.enabled
    check-and-put.column check-and-put.operator check-and-put.null-as aggressive.enabled jdbcRetryCount
    jdbcRetrySleepInitMs jdbcRetrySleepStepMs jdbcConnectionMaxIdleMs jdbcMetaCacheTTL jdbcMetaAutoRefreshFactor
    type-mapping.timestamp-converting.legacy property-version fixedConnectionMode jdbcCopyWriteFormat jdbcReadBatchSize
    jdbcReadBatchQueueSize jdbcReadTimeoutMs jdbcReadRetryCount jdbcScanFetchSize jdbcScanTimeoutSeconds
    enableReadColumnTable binlog cdcMode upsertSource binlogStartupMode startTime binlogMaxRetryTimes
    binlogRetryIntervalMs binlogBatchReadSize jdbcBinlogSlotName field_delimiter enable_filter_push_down
    partition-binlog.mode partition-binlog-lateness-timeout-minutes partition-values-to-read insertifnotexists
    """)

  static let hologres11 = words(
    """
    connection.pool.size connection.pool.name connection.fixed.enabled connection.max-idle-ms retry-count
    retry-sleep-step-ms meta-cache-ttl-ms serverless-computing.enabled sink.write-mode sink.on-conflict-action
    sink.create-missing-partition sink.ignore-null-when-update.enabled sink.ignore-null-when-update-by-expr.enabled
    sink.default-for-not-null-column.enabled sink.remove-u0000-in-text.enabled sink.partial-insert.enabled
    sink.deduplication.enabled sink.aggressive-flush.enabled sink.insert.check-and-put.column
    sink.insert.check-and-put.operator sink.insert.check-and-put.null-as sink.insert.batch-size
    sink.insert.batch-byte-size sink.insert.flush-interval-ms sink.insert.conflict-update-set sink.insert.conflict-where
    sink.copy.format lookup.read.batch-size lookup.read.timeout-ms lookup.read.column-table.enabled
    lookup.insert-if-not-exists lookup.filter-push-down.enabled source.binlog source.binlog.read-mode
    source.binlog.change-log-mode source.binlog.startup-mode source.binlog.batch-size source.binlog.request-timeout-ms
    source.binlog.project-columns.enabled source.binlog.compression.enabled source.binlog.partition-binlog-mode
    source.binlog.partition-binlog-lateness-timeout-minutes source.binlog.partition-values-to-read
    source.binlog.filter-push-down.enabled source.scan.fetch-size source.scan.timeout-seconds
    source.scan.filter-push-down.enabled
    """)

  /// Options of VVR 8 that VVR 11 calls otherwise.
  static let renamed: [String: String] = [
    "mutatetype": "sink.on-conflict-action", "createparttable": "sink.create-missing-partition",
    "jdbcwritebatchsize": "sink.insert.batch-size", "jdbcwritebatchbytesize": "sink.insert.batch-byte-size",
    "jdbcwriteflushinterval": "sink.insert.flush-interval-ms", "connectionsize": "connection.pool.size",
    "connectionpoolname": "connection.pool.name", "jdbcretrycount": "retry-count",
    "jdbcretrysleepstepms": "retry-sleep-step-ms", "jdbcconnectionmaxidlems": "connection.max-idle-ms",
    "jdbcmetacachettl": "meta-cache-ttl-ms", "ignorenullwhenupdate": "sink.ignore-null-when-update.enabled",
    "jdbcenabledefaultfornotnullcolumn": "sink.default-for-not-null-column.enabled",
    "remove-u0000-in-text.enabled": "sink.remove-u0000-in-text.enabled",
    "partial-insert.enabled": "sink.partial-insert.enabled", "deduplication.enabled": "sink.deduplication.enabled",
    "aggressive.enabled": "sink.aggressive-flush.enabled",
  ]

  /// Options of VVR 8 that VVR 11 has no more, with what to write.
  static let removed: [String: String?] = [
    "sdkmode": "sink.write-mode", "ignoredelete": "sink.delete-strategy", "bulkload": "sink.write-mode",
    "partitionrouter": nil, "userpcmode": nil, "property-version": nil,
    "type-mapping.timestamp-converting.legacy": nil, "field_delimiter": nil, "jdbcretrysleepinitms": nil,
    "jdbcmetaautorefreshfactor": nil, "cdcmode": nil, "upsertsource": nil, "binlogmaxretrytimes": nil,
    "jdbcbinlogslotname": nil, "jdbcreadbatchqueuesize": nil, "jdbcreadretrycount": nil,
  ]

  /// Options whose values are these words; Hologres' are written in lower case here.
  static let choices: [String: [String]] = [
    "scan.startup.mode": ["earliest-offset", "latest-offset", "group-offsets", "timestamp", "specific-offsets"],
    "value.fields-include": ["ALL", "EXCEPT_KEY"],
    "mutatetype": ["insertorignore", "insertorreplace", "insertorupdate"],
    "sink.on-conflict-action": ["insert_or_ignore", "insert_or_replace", "insert_or_update"],
    "sink.write-mode": ["insert", "copy_stream", "copy_bulk_load", "copy_bulk_load_on_conflict"],
    "sdkmode": ["jdbc", "jdbc_fixed", "jdbc_copy", "rpc"],
    "connection.ssl.mode": ["disable", "require", "verify-ca", "verify-full"],
  ]

  private static func words(_ text: String) -> [String] { text.split { $0 == " " || $0.isNewline }.map(String.init) }
}
