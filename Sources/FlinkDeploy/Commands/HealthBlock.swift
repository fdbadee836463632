import FoundationEssentials
import JSONCoding

/// The `health` object of a result as lines for people.
struct HealthBlock {
  /// A line.
  typealias Line = (label: TableLabel, text: String)

  /// The object.
  let health: JSONObject
  /// The language.
  let voice: Voice
  /// The time that ages are measured at.
  let now: Date

  /// The `health` object of a result.
  /// - Parameters:
  ///   - health: The object.
  ///   - voice: The language.
  ///   - now: The time that ages are measured at; nil for that of the reading.
  init(_ health: JSONObject, _ voice: Voice, now: Date? = nil) {
    self.health = health
    self.voice = voice
    self.now = now ?? HealthBlock.date(health["as_of"]) ?? Date(timeIntervalSince1970: 0)
  }

  /// All lines, without what is not known.
  var lines: [Line] {
    let figures = [rates, backlog, load, checkpoints, restarts, lastException, arrival, recommendation]
    return [verdict].compactMap { $0 } + evidence + figures.compactMap { $0 }
  }

  /// The verdict, and since when it stands.
  var verdict: Line? {
    guard let verdict = text("verdict") else { return nil }
    guard let since = text("since") else { return (.health, verdict) }
    guard let begin = HealthBlock.date(health["since"]), now.timeIntervalSince(begin) >= 1 else {
      return (.health, HealthText.verdict(verdict, since: since).text(voice))
    }
    let time = Quantity.seconds(now.timeIntervalSince(begin).rounded(.down))
    return (.health, HealthText.verdictFor(verdict, since: since, time).text(voice))
  }

  /// The evidence, one line each.
  var evidence: [Line] {
    (health["reasons"]?.array ?? []).compactMap { $0.string }.map { (.evidence, $0.printable) }
  }

  private var rates: Line? {
    line(
      .rates,
      [
        number("records_in_per_second").map { .read(.perSecond($0)) },
        number("records_out_per_second").map { .written(.perSecond($0)) },
      ])
  }

  /// What waits, and how far event time is behind.
  var backlog: Line? {
    line(
      .backlog,
      [
        health["pending_records"]?.int.map { .waiting(.count($0)) },
        number("event_time_lag_seconds").map { .eventTimeLag(.seconds($0)) },
        number("source_idle_seconds").flatMap { $0 >= 1 ? .idle(.ago(seconds: $0)) : nil },
      ])
  }

  /// How busy the tasks are, and how many there are.
  var load: Line? {
    line(
      .load,
      [
        number("busy_percent").map { .busy(.percent($0)) },
        number("backpressured_percent").map { .backpressured(.percent($0)) },
        health["parallelism"]?.int.map { parallelism in
          health["topic_partitions"]?.int.map { .parallelismOf(parallelism, partitions: $0) }
            ?? .parallelism(parallelism)
        },
      ])
  }

  /// The checkpoints, with the age of the newest one.
  var checkpoints: Line? {
    let checkpoints = health["checkpoints"]
    let last = HealthBlock.date(checkpoints?["last_completed_at"])
    return line(
      .checkpoints,
      [
        checkpoints?["completed"]?.int.map { .completed($0) },
        checkpoints?["failed"]?.int.flatMap { $0 > 0 ? .failed($0) : nil },
        checkpoints?["in_progress"]?.int.flatMap { $0 > 0 ? .inProgress($0) : nil },
        last.map { .lastCompleted(.ago(seconds: max(0, now.timeIntervalSince($0)).rounded())) },
        last == nil ? nil : checkpoints?["last_duration_seconds"]?.double.map { .took(.seconds($0)) },
      ], also: last == nil ? nil : checkpoints?["last_size_bytes"]?.int.map { Quantity.bytes($0).text(voice) })
  }

  /// Restarts between the two readings; nil without any.
  var restarts: Line? {
    guard let count = health["restarts_in_window"]?.int, count > 0 else { return nil }
    return line(.restarts, [.restartsInWindow(count, .seconds(number("window_seconds") ?? 0))])
  }

  /// The root cause of the newest failure.
  var lastException: Line? {
    guard let exception = health["last_exception"]?.object, let name = exception["name"]?.string else { return nil }
    let text = exception["message"]?.string.map { "\(name): \($0)" } ?? name
    guard let time = exception["at"]?.string else { return (.lastException, text.printable) }
    return (.lastException, HealthText.exception(text.printable, at: time).text(voice))
  }

  /// Whether the newest message was found in the table.
  private var arrival: Line? {
    health["arrival"]?["explanation"]?.string.map { (.arrival, $0.printable) }
  }

  /// A parallelism that would help.
  var recommendation: Line? {
    guard let parallelism = health["recommendation"]?["parallelism"]?.int,
      let reason = health["recommendation"]?["reason"]?.string
    else { return nil }
    return line(.recommendation, [.recommendation(parallelism: parallelism, reason: reason)])
  }

  /// A line of some parts; nil without any.
  private func line(_ label: TableLabel, _ parts: [HealthText?], also more: String? = nil) -> Line? {
    let texts = parts.compactMap { $0?.text(voice) } + [more].compactMap { $0 }
    return texts.isEmpty ? nil : (label, texts.joined(separator: voice.language == .english ? ", " : "，"))
  }

  private func text(_ key: String) -> String? { health[key]?.string }

  private func number(_ key: String) -> Double? { health[key]?.double }

  /// The time that a value in ISO 8601 stands for.
  static func date(_ value: JSON?) -> Date? { value?.string.flatMap { try? Date($0, strategy: .iso8601) } }
}
