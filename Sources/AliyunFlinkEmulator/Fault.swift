import JSONCoding

/// Something that goes wrong on demand.
public struct Fault: Sendable, Equatable {
  /// What goes wrong.
  public enum Kind: Sendable, Equatable {
    /// A gateway error of this status before the effect.
    case status(Int)
    /// A gateway error of this status after the effect.
    case statusAfterEffect(Int)
    /// The rate limit, with or without `x-acs-retry-after` in milliseconds.
    case throttle(retryAfter: Int?)
    /// The connection is reset before the effect.
    case dropBeforeEffect
    /// The connection is reset after the effect.
    case dropAfterEffect
    /// The connection is reset, and the effect takes place this many milliseconds later.
    case late(Int)
    /// No answer comes, and no effect takes place.
    case silentBeforeEffect
    /// The effect takes place and no answer comes.
    case silentAfterEffect
    /// The effect takes place and the answer is half a JSON text.
    case garble
    /// The effect takes place and the connection is closed in the middle of the answer.
    case truncate
    /// The effect takes place and a page of a proxy comes.
    case html
    /// The answer comes after this many milliseconds.
    case delay(Int)
    /// The effect takes place, and the answer waits until the faults are cleared.
    case hold
    /// HTTP 200 with `success=false`, without the effect.
    case refuse
    /// `SignatureNonceUsed`, without the effect.
    case nonceUsed

    // What the platform's inside does, not the wire:
    /// The ticket of a deploy ends as failed.
    case ticketFails
    /// The ticket of a deploy never ends.
    case ticketSticks
    /// The job fails while it starts.
    case jobFails
    /// The job ends by itself soon after it runs.
    case jobFinishes
    /// The savepoint of a stop fails, and the job goes on.
    case savepointFails
  }

  /// What goes wrong.
  public var kind: Kind
  /// The operation that it befalls; nil for any.
  public var operation: String?
  /// How many requests are spared first.
  public var skip: Int
  /// How many times; nil without a limit.
  public var count: Int?

  /// A fault.
  public init(_ kind: Kind, operation: String? = nil, skip: Int = 0, count: Int? = 1) {
    self.kind = kind
    self.operation = operation
    self.skip = skip
    self.count = count
  }
}

/// The faults that are still to come.
struct FaultPlan: Sendable {
  var faults: [Fault] = []

  /// The fault that befalls this request, used up by one.
  mutating func take(for operation: String, where isWanted: (Fault.Kind) -> Bool) -> Fault.Kind? {
    guard let index = faults.firstIndex(where: { ($0.operation ?? operation) == operation && isWanted($0.kind) }) else {
      return nil
    }
    if faults[index].skip > 0 {
      faults[index].skip -= 1
      return nil
    }
    let kind = faults[index].kind
    if let count = faults[index].count {
      if count <= 1 { faults.remove(at: index) } else { faults[index].count = count - 1 }
    }
    return kind
  }
}

extension Fault.Kind {
  /// Whether it is about what happens inside the platform, not on the wire.
  var isInside: Bool {
    switch self {
    case .ticketFails, .ticketSticks, .jobFails, .jobFinishes, .savepointFails: true
    default: false
    }
  }

  /// Whether the operation is not carried out.
  var preventsEffect: Bool {
    switch self {
    case .status, .throttle, .dropBeforeEffect, .silentBeforeEffect, .refuse, .nonceUsed: true
    default: false
    }
  }
}

extension Fault {
  /// A fault as `POST /_emulator/faults` takes it: `{"kind":"delay","value":500,"operation":"GetJob","skip":0,"count":1}`;
  /// nil when it is not understood.
  init?(_ json: JSON) {
    let value = json["value"]?.int
    let kind: Kind
    switch json["kind"]?.string {
    case "status": kind = .status(value ?? 500)
    case "statusAfterEffect": kind = .statusAfterEffect(value ?? 500)
    case "throttle": kind = .throttle(retryAfter: value)
    case "dropBeforeEffect": kind = .dropBeforeEffect
    case "dropAfterEffect": kind = .dropAfterEffect
    case "late": kind = .late(value ?? 1000)
    case "silentBeforeEffect": kind = .silentBeforeEffect
    case "silentAfterEffect": kind = .silentAfterEffect
    case "garble": kind = .garble
    case "truncate": kind = .truncate
    case "html": kind = .html
    case "delay": kind = .delay(value ?? 1000)
    case "hold": kind = .hold
    case "refuse": kind = .refuse
    case "nonceUsed": kind = .nonceUsed
    case "ticketFails": kind = .ticketFails
    case "ticketSticks": kind = .ticketSticks
    case "jobFails": kind = .jobFails
    case "jobFinishes": kind = .jobFinishes
    case "savepointFails": kind = .savepointFails
    default: return nil
    }
    let isForever = json["count"] == "always"
    self.init(
      kind, operation: json["operation"]?.string, skip: json["skip"]?.int ?? 0,
      count: isForever ? nil : json["count"]?.int ?? 1)
  }
}
