import Alerting
import AliyunFlink
import Deployments
import JobHealth

/// The rounds of one lead: reads the namespace, judges it, and writes what changed.
///
/// After an error of the store, what is in memory may differ from the store: begin with another value then.
struct MonitorRounds {
  /// The time after which a trouble is looked at again, in milliseconds.
  static let secondLook = 3_000
  /// How often a deployment is looked at again in one round.
  private static let mostLooks = 3

  /// What the rounds depend on.
  let surroundings: MonitorSurroundings
  /// The fence of the lead.
  let fence: Int
  /// Whether no other process sends later messages, so that none has to wait for others.
  let isOnly: Bool
  /// What is known of the deployments.
  var fleet = Fleet()
  /// The alerts.
  var board: AlertBoard
  /// The messages that alerts can join.
  var grouping: MessageGrouping
  /// The report on the present round.
  var report: RoundReport
  /// Spreads the calls.
  var pace: CallPace
  /// The end of a round that does not wait for its readings.
  private var end = Int.max
  /// How often each deployment was looked at again in this round, and when it was looked at last.
  private var looks: [String: (count: Int, at: Int)] = [:]
  /// When the namespace was listed last, and how often in this round.
  private var lists = (count: 0, at: 0)
  /// Deployments that do not exist any more, whose end is in the store.
  var storedEnds: Set<String> = []
  /// Whether what earlier processes saw is known.
  var isRemembered = false
  private var lastTime = 0

  /// The rounds of a lead, with the alerts that are in the store.
  /// - Throws: ``StoreError``.
  init(_ surroundings: MonitorSurroundings, fence: Int, isOnly: Bool) async throws(StoreError) {
    self.surroundings = surroundings
    self.fence = fence
    self.isOnly = isOnly
    let now = surroundings.now()
    let stored = try await surroundings.alerts.board(now: now)
    board = AlertBoard(alerts: stored.alerts.map(\.alert))
    grouping = MessageGrouping(stored)
    report = RoundReport(beganAt: now)
    pace = CallPace(now: now)
  }

  /// The time in milliseconds since 1970, later with each call: rounds are known by their time.
  mutating func time() -> Int {
    lastTime = max(surroundings.now(), lastTime + 1)
    return lastTime
  }

  /// Makes one round: lists the deployments, then reads jobs as far as the budget allows, and looks at troubles again.
  /// - Returns: What was seen and what changed.
  /// - Throws: ``StoreError``; what was judged before it may be in the store or not.
  mutating func round() async throws(StoreError) -> RoundReport {
    let begin = surroundings.now()
    let calls = surroundings.reader.cloud.calls
    report = RoundReport(beganAt: begin)
    looks = [:]
    lists = (0, 0)
    end = begin + Int(surroundings.interval * 1000)
    let planner = RoundPlanner(interval: surroundings.interval)
    try await acknowledge()
    var isReachable = try await list()
    if !isReachable { isReachable = try await listAgain() }
    if isReachable {
      let spent = surroundings.reader.cloud.calls - calls
      var queue = planner.readings(of: fleet.candidates(board), spent: spent, now: begin)[...]
      try await read(&queue)
    }
    report.endedAt = surroundings.now()
    report.calls = surroundings.reader.cloud.calls - calls
    report.deployments = fleet.ids.count
    return report
  }

  // MARK: The parts of a round

  /// Lists the namespace and judges what the list says.
  /// - Returns: Whether Alibaba Cloud answered.
  private mutating func list() async throws(StoreError) -> Bool {
    lists = (lists.count + 1, surroundings.now())
    let calls = surroundings.reader.cloud.calls
    let begin = ContinuousClock.now
    let listed: [DeploymentSummary]
    do throws(FlinkAPIError) { listed = try await surroundings.reader.list() } catch {
      if error.isCancellation { return false }
      let reason = surroundings.describe(error)
      report.problem = reason
      surroundings.outages.noteFailure(of: .platform, since: begin, "\(error)")
      try await judge(.unreachable(time: time(), reason: reason))
      return false
    }
    _ = pace.spend(surroundings.reader.cloud.calls - calls, now: surroundings.now())
    report.problem = nil
    surroundings.outages.noteSuccess(of: .platform, since: begin)
    try await readTraces(of: listed.map(\.id))
    fleet.take(listed)
    try await remember()
    await readEnds()
    let lost = await lostLooks()
    let now = time()
    let seen = fleet.looks(board, now: now)
    let round = MonitorRound(time: now, looks: seen + lost)
    try await judge(round)
    try await storeEnds(of: round.looks)
    return true
  }

  /// Reads the jobs of the queue in small groups, each followed by its judgement, so that a trouble does not wait for
  /// the end of the round; troubles that another look can confirm come in between.
  private mutating func read(_ queue: inout ArraySlice<String>) async throws(StoreError) {
    while !Task.isCancelled, surroundings.now() < end {
      if isListDue, try await !list(), try await !listAgain() { return }
      let due = dueLooks
      let planned = queue.prefix(max(0, FleetReader.mostAtOnce - due.count))
      queue = queue.dropFirst(planned.count)
      // What was read as a second look has had its turn.
      let group = due + planned.filter { !due.contains($0) && looks[$0] == nil }
      if group.isEmpty {
        guard queue.isEmpty else { continue }
        guard let pause = pauseToNextLook else { return }
        await surroundings.sleep(pause)
        continue
      }
      if !due.isEmpty { try await readTraces(of: Array(fleet.ids)) }
      let wait = pace.spend(group.count * RoundPlanner.callsPerReading, now: surroundings.now())
      if wait > 0 { await surroundings.sleep(wait) }
      let before = surroundings.reader.cloud.calls
      let read = await readHealth(of: group)
      if Task.isCancelled { return }
      let made = surroundings.reader.cloud.calls - before
      _ = pace.spend(made - group.count * RoundPlanner.callsPerReading, now: surroundings.now())
      let now = time()
      for id in group { looks[id] = (looks[id].map { $0.count + 1 } ?? 0, now) }
      let seen = read.compactMap { fleet.look(at: $0, board, now: now, withHealth: true) }
      try await judge(MonitorRound(time: now, looks: seen, isComplete: false))
    }
  }

  /// Lists again if Alibaba Cloud did not answer, until that is certain.
  /// - Returns: Whether it answers now.
  private mutating func listAgain() async throws(StoreError) -> Bool {
    while board.isPlatformAwaitingLook, lists.count <= Self.mostLooks, !Task.isCancelled, surroundings.now() < end {
      await surroundings.sleep(Self.secondLook)
      if Task.isCancelled { return false }
      if try await list() { return true }
    }
    return false
  }

  /// Judges a round and writes what changed.
  private mutating func judge(_ round: MonitorRound) async throws(StoreError) {
    let changes = board.judge(round, surroundings.rules, newID: surroundings.newID)
    try await write(changes, now: round.time)
    report.changes += changes.filter { if case .seen = $0 { false } else { true } }
  }

  // MARK: Second looks

  /// Deployments without a job that runs, and Alibaba Cloud, are looked at again by a list.
  private var isListDue: Bool {
    guard isListWanted, lists.count <= Self.mostLooks else { return false }
    return surroundings.now() - lists.at >= Self.secondLook
  }

  private var isListWanted: Bool {
    board.isPlatformAwaitingLook || board.awaitingLooks.contains { isListEnough(for: $0) }
  }

  /// Whether a list can confirm what is suspected of a deployment: its job has ended, or the alerts are about that.
  private func isListEnough(for id: String) -> Bool {
    guard fleet.members[id]?.isActive == true else { return true }
    let alerts = board.alerts(of: id)
    return !alerts.isEmpty && alerts.allSatisfy { $0.rule == .failed || $0.rule == .gone }
  }

  /// The deployments whose trouble another reading can confirm, and that were not read in the last seconds.
  private var dueLooks: [String] {
    let now = surroundings.now()
    return wantedLooks.filter { now - (looks[$0]?.at ?? 0) >= Self.secondLook }
      .prefix(FleetReader.mostAtOnce).map(\.self)
  }

  private var wantedLooks: [String] {
    board.awaitingLooks.filter { id in
      !isListEnough(for: id) && (looks[id]?.count ?? 0) < Self.mostLooks
    }.sorted()
  }

  /// The time until another look is due, in milliseconds; nil if none is wanted, or the round ends before.
  private var pauseToNextLook: Int? {
    let now = surroundings.now()
    var times = wantedLooks.map { (looks[$0]?.at ?? now) + Self.secondLook }
    if isListWanted, lists.count <= Self.mostLooks { times.append(lists.at + Self.secondLook) }
    guard let next = times.min(), next < end else { return nil }
    return max(1, next - now)
  }
}
