/// Seals texts that a client keeps for the server between two requests, so that it can give back only what it was given.
public struct Seal: Sendable {
  private let sign: @Sendable (String) -> String
  private let now: @Sendable () -> Int

  /// How long a sealed text holds, in seconds.
  static let lifetime = 600

  /// A seal.
  /// - Parameters:
  ///   - sign: A signature that nobody else can make, the same in every process of the same set-up; of letters and digits.
  ///   - now: Seconds since 1970.
  public init(sign: @escaping @Sendable (String) -> String, now: @escaping @Sendable () -> Int) {
    self.sign = sign
    self.now = now
  }

  /// What is opened of a sealed text.
  enum Opened {
    case valid
    case expired
    case forged
  }

  /// The seal of `text`, which is not part of it.
  func make(for text: String) -> String {
    let expiry = now() + Seal.lifetime
    return "\(expiry).\(sign("\(expiry)\n\(text)"))"
  }

  /// Whether `seal` was made for `text`, and still holds.
  func open(_ seal: String, for text: String) -> Opened {
    let parts = seal.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let expiry = Int(parts[0]) else { return .forged }
    let given = Array(parts[1].utf8)
    let expected = Array(sign("\(expiry)\n\(text)").utf8)
    guard given.count == expected.count else { return .forged }
    // In the same time whatever differs.
    let difference = zip(given, expected).reduce(0) { $0 | ($1.0 ^ $1.1) }
    return difference != 0 ? .forged : expiry < now() ? .expired : .valid
  }
}
