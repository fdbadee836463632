import FoundationEssentials
import JSONCoding
import JobHealth

/// The picture of a job at one moment: the result of its status and the figures of its readings in, lines out.
struct WatchFrame: Sendable {
  /// The result of `get_job_status` in the language of ``voice``; nil before the first one.
  var document: JSONObject?
  /// The figures of the stored readings.
  var series = WatchSeries()
  /// Why the newest reading failed; nil if it did not.
  var problem: String?
  /// The language.
  let voice: Voice

  /// The least size with a border.
  private static let leastSize = (width: 24, height: 5)
  private static let longestSparkline = 60
  private static let mostExceptionLines = 3

  /// The lines for a terminal of this size: exactly `height` lines of exactly `width` columns.
  /// - Parameter now: The time that ages are measured at.
  func lines(width: Int, height: Int, now: Date) -> [StyledLine] {
    guard width >= Self.leastSize.width, height >= Self.leastSize.height else {
      let lines = [verdict, StyledLine(name)].prefix(max(0, height)).map { $0.fitted(to: max(0, width)) }
      return lines + Array(repeating: StyledLine().fitted(to: width), count: max(0, height - lines.count))
    }
    let rows = fit(rows(width: width - 4, now: now), into: height - 2)
    let body = rows.map { row in
      var line = StyledLine("│ ", .faint)
      for span in row.fitted(to: width - 4).spans { line.append(span.text, span.style) }
      line.append(" │", .faint)
      return line
    }
    return [edge("┌", "┐", name, status, width)] + body + [edge("└", "┘", keys, updated(now), width)]
  }

  // MARK: Border

  private var name: String {
    (document?["deployment_name"]?.string ?? document?["job_id"]?.string ?? "flink-deploy").printable
  }

  private var status: String { document?["status"]?.string ?? "" }

  private var keys: String { WatchText.keys.text(voice) }

  private func updated(_ now: Date) -> String {
    guard let time = HealthBlock.date(document?["as_of"]) else { return "" }
    return WatchText.updated(.ago(seconds: max(0, now.timeIntervalSince(time)).rounded(.down))).text(voice)
  }

  /// The upper or lower border, with a text at each end.
  private func edge(_ left: String, _ right: String, _ begin: String, _ end: String, _ width: Int) -> StyledLine {
    let tail = end.isEmpty ? "" : " \(end) "
    let head = " \(begin) "
    let room = width - 4 - tail.displayWidth
    let isBoth = room >= 8
    let shown = head.displayWidth <= (isBoth ? room : width - 4) ? head : head.fitted(to: isBoth ? room : width - 4)
    let rest = width - 4 - shown.displayWidth - (isBoth ? tail.displayWidth : 0)
    var line = StyledLine("\(left)─", .faint)
    line.append(shown, .strong)
    line.append(String(repeating: "─", count: max(0, rest)), .faint)
    if isBoth { line.append(tail) }
    line.append("─\(right)", .faint)
    return line
  }

  // MARK: Rows

  /// All rows; an empty one separates groups.
  private func rows(width: Int, now: Date) -> [StyledLine] {
    guard let document else { return [StyledLine(problem ?? WatchText.reading.text(voice))] }
    let block = (document["health"]?.object).map { HealthBlock($0, voice, now: now) }
    var groups = [[verdict(block)], sparklines(block, width), state(block, width)]
    groups.append(evidence(block, width))
    groups.append(advice(block, width))
    if let problem { groups.append(labelled(.warning, problem.printable, width, .warning)) }
    return Array(groups.filter { !$0.isEmpty }.joined(separator: [StyledLine()]))
  }

  /// The verdict on its own.
  private var verdict: StyledLine {
    let text = document?["health"]?["verdict"]?.string ?? (document == nil ? "" : status)
    return StyledLine(text, Verdict(rawValue: text).map { TextStyle($0) } ?? .strong)
  }

  /// The verdict with its time.
  private func verdict(_ block: HealthBlock?) -> StyledLine {
    var line = StyledLine(TableLabel.health.text(voice).padded(to: labelWidth), .faint)
    for span in verdict.spans { line.append(span.text, span.style) }
    if let text = block?.verdict?.text { line.append(String(text.dropFirst(verdict.text.count))) }
    return line
  }

  private func sparklines(_ block: HealthBlock?, _ width: Int) -> [StyledLine] {
    func rate(_ key: String) -> String? {
      block?.health[key]?.double.map { Quantity.perSecond($0).text(voice) }
    }
    let pending = (block?.health["pending_records"]?.int).map { Quantity.count($0).text(voice) }
    return [
      sparkline(.rateIn, series.recordsIn, rate("records_in_per_second"), width),
      sparkline(.rateOut, series.recordsOut, rate("records_out_per_second"), width),
      sparkline(.backlog, series.pending, pending, width),
    ]
  }

  /// A sparkline with the newest value behind it.
  private func sparkline(_ label: TableLabel, _ values: [Double?], _ value: String?, _ width: Int) -> StyledLine {
    let text = value ?? HealthText.unknown.text(voice)
    let room = min(Self.longestSparkline, width - labelWidth - 2 - valueWidth(text))
    var line = StyledLine(label.text(voice).padded(to: labelWidth), .faint)
    if room >= 4 {
      line.append(Sparkline.text(values, width: room).padded(to: room), .neutral)
      line.append("  ")
    }
    line.append(text, value == nil ? .faint : .strong)
    return line
  }

  /// The columns that are kept for a value, so that the bars of all rows have the same length.
  private func valueWidth(_ text: String) -> Int { min(max(text.displayWidth, 12), 24) }

  private func state(_ block: HealthBlock?, _ width: Int) -> [StyledLine] {
    var rows: [StyledLine] = []
    if let line = block?.checkpoints { rows += labelled(line.label, line.text, width) }
    if let line = block?.load { rows += labelled(line.label, line.text, width) }
    rows += restarts(block, width)
    if let line = block?.lastException {
      rows += labelled(line.label, line.text, width, .bad, most: Self.mostExceptionLines)
    }
    if let failure = document?["failure"]?.string {
      rows += labelled(.failure, failure.printable, width, .bad, most: Self.mostExceptionLines)
    }
    return rows
  }

  private func restarts(_ block: HealthBlock?, _ width: Int) -> [StyledLine] {
    if let line = block?.restarts { return labelled(line.label, line.text, width, .warning) }
    guard let count = document?["restarts"]?.int else { return [] }
    return labelled(.restarts, "\(count)", width, count > 0 ? .warning : .plain)
  }

  /// The evidence under one label.
  private func evidence(_ block: HealthBlock?, _ width: Int) -> [StyledLine] {
    (block?.evidence ?? []).enumerated().flatMap { index, line in
      labelled(index == 0 ? line.label : nil, line.text, width)
    }
  }

  private func advice(_ block: HealthBlock?, _ width: Int) -> [StyledLine] {
    var rows: [StyledLine] = []
    if let line = block?.recommendation { rows += labelled(line.label, line.text, width) }
    if let text = document?["next_step"]?.string { rows += labelled(.nextStep, text, width) }
    return rows
  }

  // MARK: Layout

  private static let labels: [TableLabel] = [
    .health, .rateIn, .rateOut, .backlog, .checkpoints, .load, .restarts, .lastException, .evidence, .recommendation,
    .nextStep, .warning, .failure,
  ]

  /// The columns of the longest label, and a gap.
  private var labelWidth: Int { (Self.labels.map { $0.text(voice).displayWidth }.max() ?? 0) + 2 }

  /// A text behind its label, in as many rows as it needs.
  private func labelled(
    _ label: TableLabel?, _ text: String, _ width: Int, _ style: TextStyle = .plain, most: Int = .max
  ) -> [StyledLine] {
    let room = max(8, width - labelWidth)
    var parts = text.wrapped(to: room)
    if parts.count > most { parts = parts.prefix(most - 1) + [parts[(most - 1)...].joined(separator: " ")] }
    return parts.enumerated().map { index, part in
      var line = StyledLine((index == 0 ? label?.text(voice) ?? "" : "").padded(to: labelWidth), .faint)
      line.append(part, style)
      return line
    }
  }

  /// Exactly `height` rows: the gaps go first, then the last rows.
  private func fit(_ rows: [StyledLine], into height: Int) -> [StyledLine] {
    var shown = rows.count > height ? rows.filter { !$0.spans.isEmpty } : rows
    if shown.count > height {
      let hidden = shown.count - height + 1
      shown = shown.prefix(height - 1) + [StyledLine(WatchText.moreLines(hidden).text(voice), .faint)]
    }
    return shown + Array(repeating: StyledLine(), count: max(0, height - shown.count))
  }
}
