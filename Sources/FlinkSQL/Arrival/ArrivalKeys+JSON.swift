public import JSONCoding
import Notices
import PipelineTypes

/// Keys are stored, so that later releases must read them: members are only ever added.
extension ArrivalKeys {
  /// Stored keys; nil for another value.
  public init?(json: JSON) {
    guard let topic = json["topic"]?.string.flatMap({ try? TopicName(parsing: $0) }),
      let format = json["format"]?.string.flatMap(MessageFormat.init(stored:)),
      let standard = json["timestamps"]?.string.flatMap(TimestampStandard.init(rawValue:)),
      let reader = json["reader"]?.string.flatMap(FlinkJSONReader.init(rawValue:)), let stored = json["sources"]?.array
    else { return nil }
    let sources = stored.compactMap(Source.init(json:))
    guard sources.count == stored.count else { return nil }
    self.init(
      topic: topic, startsAtBeginning: json["starts_at_beginning"]?.bool ?? false, format: format, standard: standard,
      reader: reader, sources: sources)
  }

  /// The keys as they are stored.
  public var json: JSON {
    [
      "topic": .string(topic.description), "starts_at_beginning": .bool(startsAtBeginning),
      "format": .string(format.storedName), "timestamps": .string(standard.rawValue),
      "reader": .string(reader.rawValue), "sources": .array(sources.map(\.json)),
    ]
  }
}

extension ArrivalKeys.Source {
  fileprivate init?(json: JSON) {
    guard let stored = json["columns"]?.array, let rows = json["tables"]?.array else { return nil }
    columns = stored.compactMap(FlinkType.Field.init(stored:))
    tables = rows.compactMap(ArrivalKeys.Table.init(json:))
    key = json["key"]?.array?.compactMap(\.string) ?? []
    guard columns.count == stored.count, tables.count == rows.count else { return nil }
  }

  fileprivate var json: JSON {
    [
      "columns": .array(columns.map { [.string($0.name), .string($0.type.sql)] }),
      "key": .array(key.map(JSON.string)), "tables": .array(tables.map(\.json)),
    ]
  }
}

extension ArrivalKeys.Table {
  fileprivate init?(json: JSON) {
    guard let schema = json["schema"]?.string, let table = json["table"]?.string else { return nil }
    name = TableName(schema: schema, table: table)
    do throws(ArrivalObstacle) {
      if let obstacle = json["obstacle"].flatMap(ArrivalObstacle.init(stored:)) { throw obstacle }
      key = .success(
        try (json["key"]?.array ?? []).map { column throws(ArrivalObstacle) in try KeyColumn(stored: column) })
    } catch {
      key = .failure(error)
    }
    if case .success(let columns) = key, columns.isEmpty { return nil }
    growing = (json["growing"]?.array ?? []).compactMap { try? KeyColumn(stored: $0) }
  }

  fileprivate var json: JSON {
    var object: JSONObject = ["schema": .string(name.schema), "table": .string(name.table)]
    switch key {
    case .success(let columns): object["key"] = .array(columns.map(\.json))
    case .failure(let obstacle): object["obstacle"] = obstacle.json
    }
    if !growing.isEmpty { object["growing"] = .array(growing.map(\.json)) }
    return .object(object)
  }
}

extension KeyColumn {
  /// A stored column.
  /// - Throws: ``ArrivalObstacle`` when it is not understood.
  fileprivate init(stored json: JSON) throws(ArrivalObstacle) {
    let name = json["column"]?.string ?? ""
    guard let type = json["type"]?.string.flatMap({ try? FlinkType(parsing: $0) }),
      let conversion = json["conversion"]?.string.flatMap(KeyConversion.init(named:))
    else { throw .keyConverted(column: name) }
    self.init(
      name: name, type: type, field: json["field"]?.string ?? "", conversion: conversion, limit: json["limit"]?.int)
  }

  fileprivate var json: JSON {
    var object: JSONObject = [
      "column": .string(name), "type": .string(type.sql), "conversion": .string(conversion.name),
    ]
    if !field.isEmpty { object["field"] = .string(field) }
    if let limit { object["limit"] = .int(limit) }
    return .object(object)
  }
}

extension ArrivalObstacle {
  /// A stored obstacle of a table; nil for one of a later release, and for one of a message.
  fileprivate init?(stored json: JSON) {
    let columns = json["columns"]?.array?.compactMap(\.string) ?? []
    switch json["code"]?.string {
    case "table_not_read": self = .tableNotRead
    case "key_missing": self = .keyMissing
    case "key_filled_in": self = .keyFilledIn(columns: columns)
    case "key_inexact": self = .keyInexact(column: columns.first ?? "")
    case "key_converted": self = .keyConverted(column: columns.first ?? "")
    default: return nil
    }
  }

  fileprivate var json: JSON {
    let columns: [String] =
      switch self {
      case .keyFilledIn(let columns): columns
      case .keyInexact(let column), .keyConverted(let column), .keyNull(let column), .keyChanged(let column): [column]
      case .tableNotRead, .keyMissing, .noRow, .deletion, .unreadable, .deletedLater: []
      }
    return ["code": .string(code), "columns": .array(columns.map(JSON.string))]
  }
}

extension FlinkType.Field {
  fileprivate init?(stored json: JSON) {
    guard let parts = json.array?.compactMap(\.string), parts.count == 2,
      let type = try? FlinkType(parsing: parts[1])
    else { return nil }
    self.init(name: parts[0], type: type)
  }
}

extension MessageFormat {
  private static let stored: [(name: String, format: MessageFormat)] = [
    ("json", .json), ("connect", .connectJSON), ("debezium", .debeziumJSON(includesSchema: false)),
    ("debezium_with_schema", .debeziumJSON(includesSchema: true)), ("canal", .canalJSON), ("maxwell", .maxwellJSON),
  ]

  fileprivate init?(stored name: String) {
    guard let found = MessageFormat.stored.first(where: { $0.name == name }) else { return nil }
    self = found.format
  }

  fileprivate var storedName: String { MessageFormat.stored.first { $0.format == self }?.name ?? "" }
}
