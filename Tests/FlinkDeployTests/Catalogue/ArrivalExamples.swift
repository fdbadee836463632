import KafkaSampling
import PipelineTypes
import Postgres

@testable import FlinkDeploy
@testable import FlinkSQL

/// Whether messages are in their tables.
extension CatalogueGroup {
  static let arrival = [
    CatalogueGroup(.text, "ArrivalText", in: "FlinkDeploy/Catalogue/ArrivalText.swift", outcomes + hindrances),
    CatalogueGroup(.part, "ArrivalObstacle", in: "FlinkSQL/Arrival/ArrivalObstacle.swift", obstacles),
  ]

  private static let position = SampledMessage.Position(partition: 3, offset: 1042)

  private static func row(_ table: TableName, _ columns: KeyValuePairs<String, String>) -> ArrivalSearch.Row {
    ArrivalSearch.Row(table: table, key: RowKey(columns.map { RowKey.Column(name: $0.key, value: $0.value) }))
  }

  private static func growth(_ newest: String?) -> GrowthCheck {
    GrowthCheck(
      table: .orders, obstacle: .keyMissing, mark: GrowthMark(column: "seq", value: "130", position: position),
      newest: newest)
  }

  private static let outcomes: [ArrivalText] = [
    .found(position, [row(.orders, ["order_id": "77"])]),
    .found(position, [row(.orders, ["order_id": "77"]), row(.clicks, ["user": "u-1", "seq": "3"])]),
    .missing(position, row(.orders, ["order_id": "77"])),
    .missing(position, row(.orders, ["code": String(repeating: "x", count: 41)])),
    .perhapsDeleted(row(.orders, ["order_id": "77"])),
    .refused(.init(position: position, table: .orders, obstacle: .deletion)),
    .unsearchable(.orders, .keyMissing), .grown(growth("130")), .notGrown(growth("120")), .notGrown(growth(nil)),
    .keyDropped(.orders), .givenSQL, .notChecked, .notRecorded, .notRunning,
    .positionsMissing, .nothingCommitted, .messagesGone,
  ]

  private static let hindrances: [ArrivalText] = [
    .kafkaMissing, .kafkaUnreadable(.unreachable("Local: Timed out")), .hologresMissing, .tableMissing(.orders),
    .tableLocked(.orders), .tableSlow(.orders),
    .tableUnreadable(.orders, PostgresError(unreadableRowOf: "public.orders")),
    .unavailable(code: "database_unavailable"), .timedOut,
  ]

  private static let obstacles: [ArrivalObstacle] = [
    .tableNotRead, .keyMissing, .keyFilledIn(columns: ["day", "region"]), .keyInexact(column: "price"),
    .keyConverted(column: "created_at"), .noRow, .deletion, .unreadable, .keyNull(column: "order_id"),
    .keyChanged(column: "order_id"), .deletedLater,
  ]
}
