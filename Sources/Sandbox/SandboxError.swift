/// Why the sandbox cannot be used.
public struct SandboxError: Error, Sendable, CustomStringConvertible {
  /// What is wrong and what to do.
  public let description: String

  /// An error.
  /// - Parameter description: What is wrong and what to do.
  public init(_ description: String) { self.description = description }
}
