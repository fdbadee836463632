import FlinkSQL
import JSONCoding
import PipelineTypes

@testable import FlinkDeploy
@testable import FlinkSQL

/// Warnings about columns, tables and topics.
extension CatalogueGroup {
  static let tableWarnings = [
    CatalogueGroup(.warning, "ColumnFact", in: "FlinkSQL/Notes/TableFact.swift", columns) {
      PipelineNote.column("amount", $0, of: .orders)
    },
    CatalogueGroup(.warning, "TableFact", in: "FlinkSQL/Notes/TableFact.swift", tables) {
      PipelineNote.table(.orders, $0)
    },
    CatalogueGroup(.warning, "TopicFact", in: "FlinkSQL/Notes/TopicFact.swift", topics) { PipelineNote.topic($0) },
    CatalogueGroup(.part, "NullReason", in: "FlinkSQL/Notes/TableFact.swift", reasons) {
      ColumnFact.nullStopsJob(field: "amount", $0)
    },
    CatalogueGroup(.part, "Order", in: "FlinkSQL/Notes/TableFact.swift", orders) {
      TableFact.upserted(key: ["order_id"], $0)
    },
    CatalogueGroup(.part, "ReadReason", in: "FlinkSQL/Notes/TopicFact.swift", readReasons) {
      TopicFact.readSeveralTimes(count: 2, $0, tables: [[.orders], [.clicks]])
    },
    CatalogueGroup(.part, "TableFilter", in: "FlinkSQL/Notes/TopicFact.swift", filters) {
      TopicFact.severalTables(["shop.orders", "shop.old_orders"], $0)
    },
    CatalogueGroup(.part, "UnusableMessage", in: "FlinkSQL/Notes/UnusableMessage.swift", unusable) {
      TopicFact.messagesUnused(count: 3, total: 200, [UnusableCount(reason: $0, count: 3)])
    },
    CatalogueGroup(.part, "JSONSyntaxFault", in: "JSONCoding/JSONSyntaxFault.swift", JSONSyntaxFault.allCases) {
      TopicFact.messagesUnused(count: 3, total: 200, [UnusableCount(reason: .malformed($0), count: 3)])
    },
  ]

  private static let columns: [ColumnFact] = [
    .otherFieldsMatch(field: "amount", others: ["Amount", "AMOUNT"]), .filledFromMetadata(.offset),
    .nullStopsJob(field: "amount", .missing(count: 3, total: 200)),
    .nullKeySkipped(field: "amount", .missing(count: 3, total: 200)), .alwaysFilledByDatabase, .filledByNoField,
    .mayBeMessageKey,
    .uniqueBesideKey(
      index: "account_email_key", parts: ["email"], condition: nil, key: ["id"], repeats: SampleCount(1, of: 2)),
    .uniqueBesideKey(index: "account_lower_idx", parts: ["lower(email)"], condition: "active", key: [], repeats: nil),
    .checkConstraint(name: "a_n_check", definition: "CHECK ((n > 0))", broken: SampleCount(1, of: 2)),
    .checkConstraint(name: "a_n_check", definition: "CHECK ((n > 0))", broken: nil),
    .foreignKey(name: "a_p_fkey", to: .clicks, isDeferrable: false),
    .foreignKey(name: "a_p_fkey", to: .clicks, isDeferrable: true),
    .exclusionConstraint(name: "a_during_excl", definition: "EXCLUDE USING gist (during WITH &&)"),
  ]

  private static let reasons: [ColumnFact.NullReason] = [
    .missing(count: 3, total: 200), .nullInSomeRows, .becomesNull,
  ]

  private static let tables: [TableFact] = [
    .appended, .messagesAreRows, .partitionMissingInKey(key: ["kafka_offset"]),
    .upserted(key: ["order_id"], .withinPartition), .keyGenerated(key: ["id"]), .keyUpdatesSeen(key: ["order_id"]),
    .keyUpdatesPossible(key: ["order_id"]), .notRead,
    .partitionsMissing(columns: ["ds"], isEmpty: false, option: "createparttable"),
    .partitionsMissing(columns: ["ds"], isEmpty: true, option: "createparttable"), .missing,
    .appendedOnce(columns: ["id"]), .keyFilledIn(written: ["id"], filled: ["tenant"]),
    .partition(of: .clicks, columns: ["ds"], bound: "FOR VALUES IN ('20240501')", outside: SampleCount(1, of: 2)),
    .partition(of: .clicks, columns: ["ds"], bound: "DEFAULT", outside: nil),
    .constrained(name: "always", definition: "CHECK (false)"),
  ]

  private static let orders: [TableFact.Order] = [.kept, .withinPartition]

  private static let topics: [TopicFact] = [
    .messagesUnused(count: 3, total: 200, [UnusableCount(reason: .payload(.text), count: 3)]),
    .envelopePartial(.debezium, count: 3, hasBothForms: false),
    .envelopePartial(.debezium, count: 1, hasBothForms: false),
    .envelopePartial(.debezium, count: 3, hasBothForms: true), .envelopeUnpacked, .envelopeMissing(count: 3),
    .changesRead(.debezium), .severalTables(["shop.orders", "shop.old_orders"], .debeziumMetadata),
    .nullPayloads(count: 3), .envelopeKept(.debezium), .timestampsAssumed, .columnsAssumed(tables: [.orders]),
    .keyEqualsFields(["order_id"], messages: 200), .keyEqualsFields(["order_id", "region"], messages: 200),
    .keyIsObject(["order_id", "region"]), .keyHasOtherMembers(["tenant"]),
    .readSeveralTimes(count: 2, .differentTypes, tables: [[.orders], [.clicks]]),
    .textAfterValue(count: 3, total: 4), .rowsAsText(["after"], count: 2, total: 2),
    .controlMessages(
      .canal, [ControlCount(kind: .type("TIDB_WATERMARK"), count: 5)], total: 8,
      option: "canal-json.ignore-parse-errors"),
    .deletionsStay(member: "__deleted", count: 2, total: 5),
  ]

  private static let readReasons: [TopicFact.ReadReason] = [.differentTypes, .differentKeys]
  private static let filters: [TopicFact.TableFilter] = [.debeziumMetadata, .maxwellMetadata, .canalOption]
  private static let unusable: [UnusableMessage] = [
    .payload(.gzip), .value("array"), .malformed(.textEnds),
  ]
}
