import PipelineTypes
import SQLLint

/// The rules on sources.
extension PipelineChange {
  /// Statements that are not understood, in scripts that differ.
  func statements() -> [CompatibilityReason] {
    if isSameSQL { return [] }
    return (old.unknownStatements + new.unknownStatements).map { .statementNotUnderstood($0) }
  }

  /// The sources of both that are read from Kafka.
  private var topicSources: [(old: Pipeline.Source, new: Pipeline.Source)] {
    sources.filter { $0.old.isKafka && $0.old.table?.connector == $0.new.table?.connector }
  }

  /// Topics that the script does not name any more; the state keeps their partitions, and the job goes on reading them.
  func topics() -> [CompatibilityReason] {
    topicSources.compactMap { old, new in
      let (from, to) = (old.topics, new.topics)
      if from == to { return nil }
      if from.isSubset(of: to) { return .sourceOptionNotCovered(source: new.name, option: "topic") }
      return .topicChanged(source: new.name, from: from.sorted(), to: to.sorted())
    }
  }

  /// Other servers.
  func servers() -> [CompatibilityReason] {
    topicSources.filter { $0.old.table?.option(.bootstrapServers) != $0.new.table?.option(.bootstrapServers) }
      .map { .serversChanged(source: $0.new.name) }
  }

  /// Another format.
  func formats() -> [CompatibilityReason] {
    topicSources.compactMap { old, new in
      guard let from = old.format, let to = new.format, from != to else { return nil }
      return .formatChanged(source: new.name, from: from, to: to)
    }
  }

  /// Another primary key.
  func sourceKeys() -> [CompatibilityReason] {
    sources.filter { Set($0.old.table?.primaryKey ?? []) != Set($0.new.table?.primaryKey ?? []) }
      .map { .keyChanged(source: $0.new.name) }
  }

  /// Another event time of a query that keeps state; another interval changes nothing.
  func watermarks() -> [CompatibilityReason] {
    sources.filter { old, new in
      let isRead = (self.old.flows + self.new.flows).contains { $0.isQueryStateful && $0.reads.contains(new.path) }
      return isRead && old.table?.watermark?.withoutIntervals != new.table?.watermark?.withoutIntervals
    }.map { .watermarkChanged(source: $0.new.name) }
  }

  /// Another connector.
  func connectors() -> [CompatibilityReason] {
    sources.compactMap { old, new in
      let (from, to) = (old.table?.connector, new.table?.connector)
      return from == to ? nil : .connectorChanged(source: new.name, from: from ?? "", to: to ?? "")
    }
  }

  /// Options that no other rule is for.
  func sourceOptions() -> [CompatibilityReason] {
    sources.flatMap { old, new -> [CompatibilityReason] in
      guard let left = old.table, let right = new.table, left.connector == right.connector else { return [] }
      let names = Set(left.options.keys).union(right.options.keys).sorted()
      return names.filter { left.options[$0] != right.options[$0] }.compactMap { name in
        SourceOption(name.text, isKafka: new.isKafka).reason(new.name, name.text)
      }
    }
  }

  /// Sources that come, go, change their names or their places.
  func sourceOrder() -> [CompatibilityReason] {
    if !isUnderstood { return [] }
    let (former, later) = (old.sources.map(\.path), new.sources.map(\.path))
    var reasons: [CompatibilityReason] = []
    for (index, source) in later.enumerated() {
      if let place = former.firstIndex(of: source) {
        if place != index { reasons.append(.sourceMoved(new.sources[index].name)) }
      } else if index < former.count, !later.contains(former[index]) {
        reasons.append(.sourceRenamed(from: old.sources[index].name, to: new.sources[index].name))
      } else {
        reasons.append(.sourceAdded(new.sources[index].name))
      }
    }
    let removed = former.indices.filter { index in
      !later.contains(former[index]) && (index >= later.count || former.contains(later[index]))
    }
    return reasons + removed.map { .sourceRemoved(old.sources[$0].name) }
  }
}

/// What a changed option of a source does to its state.
private enum SourceOption {
  /// It has a rule of its own.
  case judged
  /// It only counts for a start without state.
  case ignored
  /// It does not concern the state.
  case harmless
  /// No rule says it.
  case notCovered

  private static let judgedNames: Set = [
    "connector", "format", "properties.bootstrap.servers", "topic", "topic-pattern", "value.format",
  ]
  private static let harmlessPrefixes = [
    "canal-json.", "debezium-json.", "json.", "key.json.", "maxwell-json.", "ogg-json.", "properties.",
    "scan.topic-partition-discovery.", "value.json.",
  ]

  init(_ name: String, isKafka: Bool) {
    if name == "connector" || isKafka && SourceOption.judgedNames.contains(name) {
      self = .judged
    } else if !isKafka {
      self = .notCovered
    } else if name == "properties.group.id" || name == "properties.auto.offset.reset" || name.hasPrefix("scan.startup.")
    {
      self = .ignored
    } else {
      self = SourceOption.harmlessPrefixes.contains(where: name.hasPrefix) ? .harmless : .notCovered
    }
  }

  func reason(_ source: String, _ option: String) -> CompatibilityReason? {
    switch self {
    case .judged, .harmless: nil
    case .ignored: .optionIgnored(source: source, option: option)
    case .notCovered: .sourceOptionNotCovered(source: source, option: option)
    }
  }
}

extension SQLExpression {
  /// Without the lengths of intervals.
  fileprivate var withoutIntervals: SQLExpression {
    var parts: [SQLPart] = []
    var rest = self.parts[...]
    while let part = rest.popFirst() {
      if case .text? = rest.first, part.isKeyword("INTERVAL") {
        rest = rest.dropFirst(2)
      } else {
        parts.append(part)
      }
    }
    return SQLExpression(parts)
  }
}
