import FlinkSQL
import Foundation
import JSONCoding
import PipelineTypes

/// Compares Kafka metadata of a message with what arrives in a column.
struct MetadataArrival {
  /// The metadata that fills the column.
  let metadata: KafkaMetadata
  /// The comparison for a field of the message in the same column.
  let arrival: Arrival

  private var column: DatabaseType { arrival.column }

  /// The losses between the metadata of `record` and the value `written`.
  func losses(_ record: RandomRecord, topic: String, _ written: JSON) -> Set<Loss> {
    switch metadata {
    case .topic: return text(topic, written)
    case .timestampType: return text(record.timestampType, written)
    case .partition: return arrival.losses(.int(record.partition), written)
    case .offset: return arrival.losses(.int(record.offset), written)
    case .leaderEpoch: return arrival.losses(record.leaderEpoch.map { .int($0) } ?? .null, written)
    case .timestamp: return timestamp(record.timestamp, written)
    case .headers: return headers(record, written)
    }
  }

  private func text(_ text: String, _ written: JSON) -> Set<Loss> {
    if column == .json { return written.string == JSON.string(text).text ? [.form] : [.wrong] }
    return TextArrival(column: column).losses(.string(text), written)
  }

  private func timestamp(_ milliseconds: Int, _ written: JSON) -> Set<Loss> {
    let seconds = milliseconds.floored(1000)
    func text(_ seconds: Int) -> String {
      let fraction = String(1000 + milliseconds - milliseconds.floored(1000) * 1000).dropFirst()
      return "\(Date(timeIntervalSince1970: Double(seconds)).ISO8601Format().dropLast()).\(fraction)"
    }
    switch column {
    case .bigint: return written.int == milliseconds ? [.form] : [.wrong]
    case .date, .time, .timestamp, .timestamptz: return arrival.losses(.string("\(text(seconds))Z"), written)
    default: return self.text(text(arrival.zone.local(of: seconds)).replacing("T", with: " "), written).union([.zone])
    }
  }

  private func headers(_ record: RandomRecord, _ written: JSON) -> Set<Loss> {
    guard let object = written.string.flatMap({ try? JSON.parse($0) })?.object else { return [.wrong] }
    var values: [String: JSON] = [:]
    for header in record.headers {
      values[header.name] = header.value.map { .string(String(decoding: $0, as: UTF8.self)) } ?? .null
    }
    let isSame = object.members.count == values.count && object.members.allSatisfy { values[$0.key] == $0.value }
    return isSame ? [.form] : [.wrong]
  }
}
