/// Why the settings of a channel cannot be used; never holds a URL or a secret.
public enum ChannelProblem: Error, Sendable, Equatable, CaseIterable {
  /// A token without an address, and without the kind of the channel.
  case unknownKind
  /// The address is neither a URL nor a token of the service.
  case invalidURL
  /// The address is of plain HTTP, and not a loopback address.
  case plainHTTP
  /// The secret is not in Base64 after `whsec_`, or contains control characters.
  case invalidSecret
}
