/// Addresses of servers: each a host and a port.
enum AddressRule {
  static func findings(_ table: SQLStatement.Table) -> [SQLFinding] {
    table.options.compactMap { option in
      guard let value = option.value, !value.text.contains("${") else { return nil }
      switch (table.connector, option.key.text.lowercased()) {
      case ("kafka", "properties.bootstrap.servers"):
        // Kafka's client passes over empty entries, takes PROTOCOL:// in front and refuses an address without a port.
        let addresses = value.text.split(separator: ",").filter { !$0.allSatisfy(\.isWhitespace) }
        if !addresses.isEmpty, addresses.allSatisfy(hasPort) { return nil }
        return SQLFinding(
          .error, at: value, "A server of Kafka is given as host:port, several with commas between them",
          replacement: "'host:9092'")
      case ("hologres", "endpoint"):
        if hasPort(value.text[...]), !value.text.contains("/"), !value.text.contains(",") { return nil }
        return SQLFinding(
          .warning, at: value, "The endpoint of Hologres is given as host:port", replacement: "'host:80'")
      default: return nil
      }
    }
  }

  private static func hasPort(_ address: Substring) -> Bool {
    let text = address.drop(while: \.isWhitespace)
    guard let colon = text.lastIndex(of: ":"), colon > text.startIndex else { return false }
    let digits = text[text.index(after: colon)...].prefix { !$0.isWhitespace }
    return digits.utf8.allSatisfy { (48...57).contains($0) } && Int(digits).map { (1...65535).contains($0) } == true
  }
}
