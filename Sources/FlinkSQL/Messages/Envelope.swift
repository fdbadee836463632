/// Whose envelope messages have.
public enum Envelope: String, Sendable, Hashable, Codable {
  case connect = "Kafka Connect"
  case debezium = "Debezium"
  case canal = "Canal"
  case maxwell = "Maxwell"
}
