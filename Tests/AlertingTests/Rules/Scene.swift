import Alerting

@testable import JobHealth

/// A board with its rules and a clock: plays rounds, and collects what they change.
struct Scene {
  var board = AlertBoard()
  var rules: AlertRules
  /// The time of the last round, in milliseconds since 1970.
  var time = 1_700_000_000_000
  private(set) var changes: [AlertChange] = []
  private var nextID = 0

  /// A scene with the rules of a monitor without a rules file, and `idle`.
  init(rules: AlertRules = AlertRules()) {
    self.rules = rules
    self.rules.general.idle.isOn = true
  }

  /// A scene whose deployment has been seen to run.
  static func running(isOwn: Bool = true) -> Scene {
    var scene = Scene()
    scene.see { .well(at: $0, isOwn: isOwn) }
    return scene
  }

  /// Judges a round.
  @discardableResult
  mutating func judge(_ round: MonitorRound) -> [AlertChange] {
    time = round.time
    var id = nextID
    let new = board.judge(round, rules) {
      id += 1
      return "alert-\(id)"
    }
    nextID = id
    changes += new
    return new
  }

  /// Plays a round with these looks, which are made for its time.
  @discardableResult
  mutating func see(
    after seconds: Int = 30, isComplete: Bool = true, _ looks: (Int) -> [JobLook]
  ) -> [AlertChange] {
    let now = time + seconds * 1000
    return judge(MonitorRound(time: now, looks: looks(now), isComplete: isComplete))
  }

  /// Plays a round with one look.
  @discardableResult
  mutating func see(after seconds: Int = 30, _ look: (Int) -> JobLook) -> [AlertChange] {
    see(after: seconds) { [look($0)] }
  }

  /// Plays a round without an answer of Alibaba Cloud.
  @discardableResult
  mutating func outage(after seconds: Int = 30) -> [AlertChange] {
    judge(.unreachable(time: time + seconds * 1000, reason: "connection refused"))
  }
}

/// What a change is, without the alert.
enum ChangeKind: Equatable {
  case opened(AlertRule)
  case seen(AlertRule)
  case escalated(AlertRule)
  case resolved(AlertRule)
}

extension AlertChange {
  /// What it is, without the alert.
  var kind: ChangeKind {
    switch self {
    case .opened(let alert): .opened(alert.rule)
    case .seen(let alert): .seen(alert.rule)
    case .escalated(let alert, _): .escalated(alert.rule)
    case .resolved(let alert): .resolved(alert.rule)
    }
  }

  /// Whether a message says it.
  var isMessage: Bool {
    switch self {
    case .opened, .resolved: true
    case .seen, .escalated: false
    }
  }
}

extension [AlertChange] {
  var kinds: [ChangeKind] { map(\.kind) }
  /// Those that a message says.
  var messages: [ChangeKind] { filter(\.isMessage).map(\.kind) }
}
