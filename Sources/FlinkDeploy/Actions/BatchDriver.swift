import Deployments
import JSONCoding
import Logging

/// Carries out a batch that this process owns: it begins its items in their order, and journals each step.
struct BatchDriver: Sendable {
  let application: Application

  /// Carries out `batch` until it is over, this task is cancelled, or another process has taken it over.
  ///
  /// A cancelled task leaves the batch as journaled: the next process goes on with it.
  func drive(_ batch: StoredBatch, _ monitor: BatchMonitor) async {
    defer { monitor.close() }
    guard let service = try? application.deployments() else { return }
    let store = service.batches
    let arguments: BatchArguments
    let predecessors: [Set<Int>]
    do throws(Failure) {
      arguments = try BatchDraft(batch.arguments.object ?? [:], secrets: application.settings.secrets).arguments()
      predecessors = try arguments.predecessors()
    } catch {
      return await fail(batch, error, store, monitor)
    }
    let run = BatchRun(
      application: application, service: service, store: store, batch: batch, arguments: arguments, monitor: monitor)
    await run.run(predecessors)
    // Best effort: a lease that remains expires.
    if Task.isCancelled { await release(batch, store) }
  }

  /// Ends a batch whose arguments cannot be used any longer, for example because a setting has a secret of theirs now.
  private func fail(
    _ batch: StoredBatch, _ failure: Failure, _ store: any BatchStore, _ monitor: BatchMonitor
  ) async {
    var items = batch.items
    let result = JSON.object(RecordedResult(ActionResult(failure)).form)
    for place in items.indices where !items[place].stage.isEnd {
      items[place].stage = .failed
      items[place].result = result
    }
    let changed = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($0.offset, $0.element) })
    try? await store.record(batch, changed, isOver: true)
    monitor.publish(items, isOver: true)
  }

  /// For a short time only, since the process has been asked to end.
  private func release(_ batch: StoredBatch, _ store: any BatchStore) async {
    // Tasks of their own, since this one is cancelled.
    let work = Task { _ = try? await store.release(batch) }
    let timer = Task {
      try? await Task.sleep(for: .milliseconds(250))
      work.cancel()
    }
    await work.value
    timer.cancel()
  }
}

/// One run of a batch in this process.
private struct BatchRun: Sendable {
  let application: Application
  let service: DeploymentService
  let store: any BatchStore
  let batch: StoredBatch
  let arguments: BatchArguments
  let monitor: BatchMonitor

  private enum Event: Sendable {
    case ended(Int, BatchItemRunner.End)
    /// The item was left to the next process.
    case stopped
    /// Another process has taken the batch over.
    case lost
  }

  func run(_ predecessors: [Set<Int>]) async {
    var items = batch.items
    var machine = BatchMachine(
      zip(arguments.parsed, zip(predecessors, items)).map { pipeline, rest in
        BatchItem(name: pipeline.name, predecessors: rest.0, stage: rest.1.stage, effect: rest.1.effect)
      }, policy: arguments.onFailure.machinePolicy, maxParallel: arguments.maxParallel)
    let lookups = BatchLookups(arguments.parsed.map(\.name), service)
    await withTaskGroup(of: Event.self) { group in
      group.addTask { await keepLease() }
      for step in machine.active { start(step, items, lookups, in: &group) }
      while true {
        for step in machine.next {
          machine.note(step)
          start(step, items, lookups, in: &group)
        }
        let isOver = machine.isOver
        guard await record(machine, &items, isOver: isOver), !isOver, let event = await group.next() else { break }
        guard case .ended(let place, let end) = event else { break }
        items[place].result = .object(end.result.form)
        // A reversal can begin before the end is written.
        items[place].effect = end.effect
        machine.begin(place, effect: end.effect)
        machine.end(place, end.stage)
      }
      group.cancelAll()
    }
  }

  private func keepLease() async -> Event {
    while !Task.isCancelled {
      try? await Task.sleep(for: Duration.seconds(application.settings.leaseSeconds) / 3)
      if Task.isCancelled { break }
      do throws(StoreError) { try await store.record(batch, [:], isOver: false) } catch {
        if error.code == .leaseLost { return .lost }
      }
    }
    return .stopped
  }

  private func start(
    _ step: BatchMachine.Step, _ items: [StoredBatch.Item], _ lookups: BatchLookups, in group: inout TaskGroup<Event>
  ) {
    switch step {
    case .begin(let place):
      let item = items[place]
      group.addTask {
        let end = await runner(place, lookups).run(
          arguments.pipelines[place], arguments.parsed[place],
          recorded: item.stage == .running && item.effect != .none ? item.effect : nil
        ) { effect in await write([place: StoredBatch.Item(stage: .running, effect: effect)], isOver: false) }
        return end.map { .ended(place, $0) } ?? .stopped
      }
    case .reverse(let place):
      let item = items[place]
      group.addTask {
        var returning = item
        returning.stage = .returning
        guard await write([place: returning], isOver: false) else { return .stopped }
        let end = await runner(place, lookups).reverse(item.effect, item.result)
        return end.map { .ended(place, $0) } ?? .stopped
      }
    }
  }

  private func runner(_ place: Int, _ lookups: BatchLookups) -> BatchItemRunner {
    BatchItemRunner(
      application: application, service: service, lookups: lookups, policy: arguments.ifExists, client: batch.client
    ) { [monitor] done, total, message in
      monitor.report(place, share: total > 0 ? done / total : 0, message)
    }
  }

  /// Writes what has changed, and shows it then: a caller may end this process once it knows a result.
  private func record(_ machine: BatchMachine, _ items: inout [StoredBatch.Item], isOver: Bool) async -> Bool {
    var changed: [Int: StoredBatch.Item] = [:]
    for (place, item) in machine.items.enumerated() {
      guard items[place].stage != item.stage else { continue }
      items[place].stage = item.stage
      // The task of the item writes that it begins.
      if item.stage.isBegun { continue }
      items[place].effect = item.effect
      changed[place] = items[place]
    }
    if !changed.isEmpty || isOver {
      guard await write(changed, isOver: isOver) else { return false }
    }
    monitor.publish(items, isOver: isOver)
    return true
  }

  /// Repeats the write until the database accepts it.
  /// - Returns: Whether this process still owns the batch.
  private func write(_ changed: [Int: StoredBatch.Item], isOver: Bool) async -> Bool {
    var delay = Duration.milliseconds(200)
    while !Task.isCancelled {
      do throws(StoreError) {
        try await store.record(batch, changed, isOver: isOver)
        return true
      } catch {
        if error.code == .leaseLost { return false }
        application.logger.warning("A batch is not journaled", metadata: ["error": "\(error)"])
      }
      try? await Task.sleep(for: delay)
      delay = min(delay * 2, .seconds(5))
    }
    return false
  }
}

extension BatchMachine {
  /// Notes a step that begins now.
  fileprivate mutating func note(_ step: Step) {
    switch step {
    case .begin(let place): begin(place, effect: items[place].effect)
    case .reverse(let place): reverse(place)
    }
  }
}

extension BatchItem.Stage {
  fileprivate var isBegun: Bool { self == .running || self == .returning }
}

extension BatchArguments.FailurePolicy {
  /// The same, as the machine has it.
  fileprivate var machinePolicy: BatchMachine.FailurePolicy {
    switch self {
    case .goOn: .goOn
    case .stop: .stop
    case .rollBackAll: .rollBackAll
    }
  }
}
