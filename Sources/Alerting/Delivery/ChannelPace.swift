/// How many messages the receiver of a channel takes.
public struct ChannelPace: Sendable, Hashable {
  /// Messages in a minute at most; nil for no limit.
  public var perMinute: Int?
  /// Messages in a second at most; nil for no limit.
  public var perSecond: Int?

  /// A pace.
  public init(perMinute: Int? = nil, perSecond: Int? = nil) {
    self.perMinute = perMinute
    self.perSecond = perSecond
  }
}
