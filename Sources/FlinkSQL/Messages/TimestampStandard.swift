/// How the JSON reader takes timestamps; one for the whole topic (option `timestamp-format.standard`).
public enum TimestampStandard: String, Sendable, Hashable, Codable {
  case sql = "SQL"
  case iso8601 = "ISO-8601"
}
