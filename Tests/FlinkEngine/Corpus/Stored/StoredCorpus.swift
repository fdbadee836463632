/// The cases that go through a broker and a database.
struct StoredCorpus {
  /// The engine.
  let family: EngineFamily
  /// The cases: one half with messages that are rows, the other half with changes.
  let cases: [any StorableCase]

  /// The cases that follow from a seed.
  /// - Parameters:
  ///   - family: 8 or 11.
  ///   - seed: A number that the cases depend on.
  ///   - count: The number of cases.
  /// - Throws: ``CorpusError``, or the generator's problem.
  init(_ family: String, _ seed: String, _ count: String) throws {
    guard let family = EngineFamily(rawValue: family), let seed = UInt64(seed), let count = Int(count) else {
      throw CorpusError(message: "FAMILY must be 8 or 11, SEED and CASES must be numbers")
    }
    self.family = family
    var random = SeededGenerator(state: seed)
    let pipelines = try Corpus.several(count - count / 2) {
      try PipelineCase(id: "pipeline-\($0)", family, isStored: true, &random)
    }
    var cases: [any StorableCase] = pipelines.map { random.pick($0.runs) }
    cases += try Corpus.several(count / 2) {
      try ChangeCase(id: "changes-\($0)", family, isMixed: random.chance(50), &random)
    }
    self.cases = cases
  }
}
