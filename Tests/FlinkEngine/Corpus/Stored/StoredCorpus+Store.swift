#if KafkaSampling
  import FlinkSQL
  import Foundation
  import JSONCoding
  import Sandbox

  extension StoredCorpus {
    /// The number of jobs that run at a time.
    private static let width = 20

    /// Runs all cases in one engine, and prints totals.
    /// - Parameter answers: What the engine did with recorded messages, by the IDs of the cases.
    /// - Returns: Whether all rows and failures are as expected.
    /// - Throws: An error of the sandbox.
    func store(_ answers: [String: JSON]) async throws -> Bool {
      let start = ContinuousClock.now
      let sandbox = try await Sandbox(
        engine: family == .vvr8 ? .flink1_17 : .flink1_20, inherited: ProcessInfo.processInfo.environment)
      let database = sandbox.postgres.client(database: Sandbox.targetDatabase, connections: 8)
      let runs = cases.enumerated().map { number, value in
        let pipeline = value.stored
        // VVR 11 does so by default.
        let isAsked = pipeline.sql.contains("'remove-u0000-in-text.enabled' = 'true'")
        return StoredRun(
          pipeline: pipeline, answer: answers[value.id] ?? ["refused": "the engine gave no answer"], number: number,
          sandbox: sandbox, database: database, removesNullCharacters: isAsked || family == .vvr11)
      }
      var totals = StoredTotals()
      await withTaskGroup(of: (StoredRun, StoredRun.Outcome).self) { group in
        var waiting = runs[...]
        for run in waiting.prefix(StoredCorpus.width) { group.addTask { (run, await run.result()) } }
        waiting = waiting.dropFirst(StoredCorpus.width)
        for await (run, outcome) in group {
          totals.add(outcome, of: run.pipeline)
          if let next = waiting.popFirst() { group.addTask { (next, await next.result()) } }
        }
      }
      await sandbox.stop()
      let seconds = Int((ContinuousClock.now - start).components.seconds)
      print("VVR \(family.rawValue): \(totals.summary), \(seconds) s")
      return totals.differences.isEmpty
    }
  }

  extension StoredRun {
    /// The outcome; an error is a difference too.
    fileprivate func result() async -> Outcome {
      do { return try await outcome() } catch { return .different("\(error)") }
    }
  }

  /// What became of all cases.
  private struct StoredTotals {
    /// Cases whose rows are as expected.
    var same = 0
    /// What was compared in them.
    var figures = StoredRun.Figures()
    /// Cases that were not tried, by reason.
    var skipped: [String: Int] = [:]
    /// The names of cases with differences.
    var differences: [String] = []

    mutating func add(_ outcome: StoredRun.Outcome, of pipeline: StoredPipeline) {
      switch outcome {
      case .same(let figures):
        same += 1
        self.figures.messages += figures.messages
        self.figures.rows += figures.rows
        self.figures.values += figures.values
        self.figures.rejected += figures.rejected
        self.figures.refused += figures.refused
      case .skipped(let reason): skipped[reason, default: 0] += 1
      case .different(let text):
        differences.append(pipeline.id)
        print("FAIL  \(pipeline.id): \(text)\n\(pipeline.sql)")
      }
    }

    var summary: String {
      let skipped = skipped.sorted { $0.key < $1.key }.map { "\($0.value) skipped (\($0.key))" }
      let counts = [
        "\(same) cases", "\(figures.messages) messages", "\(figures.rows) rows", "\(figures.values) values",
        "\(figures.rejected) messages that the job rejects", "\(figures.refused) that the database refuses",
      ]
      return (counts + skipped + ["\(differences.count) differences"]).joined(separator: ", ")
    }
  }
#endif
