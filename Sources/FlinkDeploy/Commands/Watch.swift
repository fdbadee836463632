import AliyunFlink
import ArgumentParser
import Deployments
import FoundationEssentials
import JSONCoding
import UnixSignals

/// `flink-deploy status --watch`: readings of a job until it ends or the user has seen enough.
struct Watch: Sendable {
  /// The time between two readings; Flink renews its metrics every 10 seconds.
  private static let interval = Duration.seconds(5)
  /// The time between two looks at keys, size and readings.
  private static let pause = Duration.milliseconds(50)
  /// The time after which the ages in the picture are renewed.
  private static let renewal = Duration.seconds(1)

  let session: CommandSession
  let selector: JobSelector
  let output: OutputOptions

  private var application: Application { session.application }
  private var voice: Voice { application.voice }

  /// Shows the readings; on a terminal as a picture of the whole screen, else as a line each.
  /// - Throws: `ExitCode` of the last result if the job has ended.
  func run() async throws {
    let (feed, stop) = (WatchFeed(), Latch())
    let reader = Task { await read(into: feed) }
    // Not the end of the task: a reading may wait for Flink, and the user does not.
    defer { reader.cancel() }
    var end: ActionResult?
    await withDiscardingTaskGroup { group in
      group.addTask { await application.run() }
      group.addTask {
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup, .sigquit) { stop.raise() }
      }
      let isPicture = Terminal.isPresent && !output.json
      end = isPicture ? await showPicture(feed, until: stop) : await printLines(feed, until: stop)
      group.cancelAll()
      if isPicture, let end {
        let document = end.document(voice)
        output.print(.object(document), ResultTable(voice).text(document))
      }
    }
    if let end, end.exitCode != 0 { throw ExitCode(end.exitCode) }
  }

  // MARK: Readings

  private func read(into feed: WatchFeed) async {
    var hasRead = false
    while !Task.isCancelled {
      let begin = ContinuousClock.now
      let sample = await sample(isFirst: !hasRead)
      feed.add(sample)
      if sample.isOver { return }
      hasRead = true
      try? await Task.sleep(until: begin + Watch.interval)
    }
  }

  private func sample(isFirst: Bool) async -> WatchSample {
    do throws(Failure) {
      let service = try application.deployments()
      let report: JobReport
      do throws(OperationFailure) { report = try await service.report(selector) } catch { throw Failure(error) }
      let caller = Caller(client: nil, hasCancelled: { false }, onProgress: { _, _, _ in })
      let result = await GetJobStatus(application: application, caller: caller).result(
        of: report, service, checksArrival: false)
      var series = WatchSeries()
      if let job = report.job, let readings = try? await service.readings(ofJob: job.id) {
        series = WatchSeries(readings)
      }
      return WatchSample(result: result, series: series, isOver: report.status.isFinal && report.running == nil)
    } catch {
      // A view that is open outlives a fault that may pass.
      return WatchSample(result: ActionResult(error), isOver: isFirst || !error.problem.isRetryable)
    }
  }

  // MARK: Views

  /// Shows a picture until the job ends or a key or signal ends the view.
  /// - Returns: The last result if the job has ended.
  private func showPicture(_ feed: WatchFeed, until stop: Latch) async -> ActionResult? {
    let terminal = Terminal.take()
    defer { terminal.restore() }
    let isColoured = Terminal.isColoured
    var frame = WatchFrame(voice: voice)
    var shown: (size: (width: Int, height: Int), time: ContinuousClock.Instant)?
    while !stop.isRaised, !Terminal.pressedKeys().contains(where: \.endsView) {
      let samples = feed.take()
      for sample in samples { frame.show(sample) }
      if let last = samples.last, last.isOver { return last.result }
      let (size, time) = (Terminal.size, ContinuousClock.now)
      let isResized = shown.map { $0.size != size } ?? true
      if isResized || !samples.isEmpty || shown.map({ time - $0.time >= Watch.renewal }) ?? true {
        let lines = frame.lines(width: size.width, height: size.height, now: .now)
        terminal.show(lines.map { $0.rendered(isColoured: isColoured) }, clears: isResized)
        shown = (size, time)
      }
      try? await Task.sleep(for: Watch.pause)
    }
    return nil
  }

  /// Prints a line for each reading until the job ends or a signal ends the view.
  /// - Returns: The last result if the job has ended.
  private func printLines(_ feed: WatchFeed, until stop: Latch) async -> ActionResult? {
    while !stop.isRaised {
      for sample in feed.take() {
        let document = sample.result.document(voice)
        let text = sample.result.failure?.text(voice) ?? WatchLine(document: document, voice: voice).text
        Terminal.write("\(output.json ? JSON.object(document).text : text)\n")
        if sample.isOver { return sample.result }
      }
      try? await Task.sleep(for: Watch.pause)
    }
    return nil
  }
}

extension WatchFrame {
  /// Takes a reading in; after one that failed, the picture keeps the last one that did not.
  fileprivate mutating func show(_ sample: WatchSample) {
    problem = sample.result.failure?.text(voice)
    guard problem == nil else { return }
    document = sample.result.document(voice)
    series = sample.series
  }
}

extension UInt8 {
  /// Whether the key ends the view: `q`, or Ctrl-C.
  fileprivate var endsView: Bool { [UInt8(ascii: "q"), UInt8(ascii: "Q"), 3].contains(self) }
}
