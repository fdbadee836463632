/// Signs the calls that a client repeats after it has asked the user, so that it cannot repeat another call.
public struct CallSignature: Sendable {
  private let sign: @Sendable (String) -> String
  private let now: @Sendable () -> Int

  /// How long a signature is valid, in seconds.
  static let lifetime = 600

  /// A signature.
  /// - Parameters:
  ///   - sign: A signature of letters and digits that only this installation can make, the same in all its processes.
  ///   - now: Seconds since 1970.
  public init(sign: @escaping @Sendable (String) -> String, now: @escaping @Sendable () -> Int) {
    self.sign = sign
    self.now = now
  }

  /// The result of a verification.
  enum Verdict {
    case valid, expired, forged
  }

  /// The signature of `text`, which does not contain the text.
  func make(for text: String) -> String {
    let expiry = now() + CallSignature.lifetime
    return "\(expiry).\(sign("\(expiry)\n\(text)"))"
  }

  /// Whether `signature` was made for `text` and is still valid.
  func verify(_ signature: String, for text: String) -> Verdict {
    let parts = signature.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let expiry = Int(parts[0]) else { return .forged }
    let given = Array(parts[1].utf8)
    let expected = Array(sign("\(expiry)\n\(text)").utf8)
    guard given.count == expected.count else { return .forged }
    // Takes the same time wherever the two differ.
    let difference = zip(given, expected).reduce(0) { $0 | ($1.0 ^ $1.1) }
    return difference != 0 ? .forged : expiry < now() ? .expired : .valid
  }
}
