import JSONCoding

extension HealthReading {
  /// The failures of a job that Flink remembers: the newest 16, and none after a restart of the JobManager.
  public struct Failures: Sendable, Equatable {
    /// When they happened, newest first.
    public var times: [Int]
    /// The newest one.
    public var last: Failure?

    /// Failures.
    public init(times: [Int] = [], last: Failure? = nil) {
      self.times = times
      self.last = last
    }
  }

  /// A failure of a job.
  public struct Failure: Sendable, Equatable {
    /// The class of the root cause, such as `com.fasterxml.jackson.core.JsonParseException`.
    public var exception: String
    /// The message of the root cause.
    public var message: String?
    /// The Kafka message that Flink could not read, if the failure names it.
    public var place: MessagePlace?
    /// The field whose value does not fit its type, if the failure names it; with the fields around it: `address.zip`.
    public var field: String?

    /// A failure.
    public init(exception: String, message: String? = nil, place: MessagePlace? = nil, field: String? = nil) {
      self.exception = exception
      self.message = message
      self.place = place
      self.field = field
    }
  }

  /// The newest failure of a job.
  public struct LastException: Sendable, Equatable {
    /// The failure.
    public var failure: Failure
    /// When it happened, in milliseconds since 1970; nil if Flink did not say.
    public var time: Int?
  }
}

extension HealthReading.Failures {
  private static let mostTimes = 32

  /// The failures in Flink's answer; nil if it is not one.
  init?(answer: JSON) {
    guard answer.object != nil else { return nil }
    let entries = answer["exceptionHistory"]?["entries"]?.array
    let root = answer["root-exception"]?.string
    guard entries != nil || root != nil || answer["root-exception"] != nil else { return nil }
    if let entries, !entries.isEmpty {
      times = entries.compactMap { $0["timestamp"]?.time }.sorted(by: >)
      times = Array(times.prefix(Self.mostTimes))
      last = entries.max { ($0["timestamp"]?.time ?? 0) < ($1["timestamp"]?.time ?? 0) }
        .flatMap(HealthReading.Failure.init(entry:))
    } else {
      times = answer["timestamp"]?.time.map { [$0] } ?? []
      last = root.flatMap { HealthReading.Failure(text: $0) }
    }
  }
}

extension HealthReading.Failure {
  /// The root cause of an entry of the history.
  ///
  /// The failure that ends a job can wrap the cause, which then is only among the concurrent ones.
  init?(entry: JSON) {
    let traces = ([entry] + (entry["concurrentExceptions"]?.array ?? [])).compactMap { $0["stacktrace"]?.string }
      .map(StackTrace.init)
    if let failure = (traces.first { !$0.isHollow } ?? traces.first).flatMap(HealthReading.Failure.init(trace:)) {
      self = failure
    } else if let name = entry["exceptionName"]?.string {
      self.init(exception: name.shortened(to: 200))
    } else {
      return nil
    }
  }

  /// The root cause that a text of Flink or of Alibaba Cloud names: a stack trace, or one line with an exception.
  ///
  /// Nil if the text names no exception. Secrets in the text are hidden.
  public init?(text: String) { self.init(trace: StackTrace(text)) }

  /// The root cause of a stack trace.
  private init?(trace: StackTrace) {
    guard let root = trace.rootCause else { return nil }
    self.init(
      exception: root.exception, message: root.message, place: MessagePlace(in: trace), field: trace.refusedField)
  }
}

extension HealthReading.Failures {
  /// The failures with those as one that came together, as when a TaskManager with many tasks dies; newest first.
  var distinctTimes: [Int] {
    var distinct: [Int] = []
    for time in times where distinct.last.map({ $0 - time >= 500 }) ?? true { distinct.append(time) }
    return distinct
  }

  /// The newest failure, and when it happened.
  var lastException: HealthReading.LastException? {
    last.map { HealthReading.LastException(failure: $0, time: times.first) }
  }

  /// The newest failure for a report.
  var reasons: [HealthReason] {
    guard let last else { return [] }
    return [.lastFailure(exception: last.exception, message: last.message)]
      + (last.place.map { [.unreadableMessage($0)] } ?? [])
  }
}
