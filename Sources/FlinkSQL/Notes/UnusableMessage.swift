public import JSONCoding

/// Why no field can be read from a message.
public enum UnusableMessage: Error, Hashable, Sendable, Codable {
  /// It is not text that flink-deploy reads.
  case payload(PayloadKind)
  /// It is JSON, but not an object: the kind of value that it is.
  case value(String)
  /// It is text, but not JSON.
  case malformed(JSONSyntaxFault)
}
