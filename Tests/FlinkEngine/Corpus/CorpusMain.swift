import Foundation
import JSONCoding

/// Writes cases for the engines, and compares the answers of the engines with what this project says.
///
/// Each run generates the cases from the seed, so that a run exchanges only questions and answers with the engines.
@main
enum CorpusMain {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "cases" where arguments.count == 5:
      write(try corpus(arguments[1], arguments[2], arguments[3], arguments[4]).requests)
    case "stored-cases" where arguments.count == 4:
      write(try StoredCorpus(arguments[1], arguments[2], arguments[3]).cases.map(\.request))
    case "compare" where arguments.count >= 5: try compare(Array(arguments.dropFirst()))
    #if KafkaSampling
      case "store" where arguments.count == 5:
        let corpus = try StoredCorpus(arguments[1], arguments[2], arguments[3])
        exit(try await corpus.store(answers(in: arguments[4])) ? 0 : 1)
    #endif
    default:
      let usage = """
        usage: flink-sql-corpus cases FAMILY SEED CASES FOLDER | compare SEED CASES FOLDER FAMILY=ANSWERS...
          | stored-cases FAMILY SEED CASES | store FAMILY SEED CASES ANSWERS
        """
      FileHandle.standardError.write(Data("\(usage)\n".utf8))
      exit(64)
    }
  }

  private static func corpus(_ family: String, _ seed: String, _ cases: String, _ folder: String) throws -> Corpus {
    guard let family = EngineFamily(rawValue: family), let seed = UInt64(seed), let count = Int(cases) else {
      throw CorpusError(message: "FAMILY must be 8 or 11, SEED and CASES must be numbers")
    }
    return try Corpus(family: family, seed: seed, count: count, folder: folder)
  }

  private static func write(_ requests: [JSON]) {
    var output: [UInt8] = []
    for request in requests {
      request.serialize(into: &output)
      output.append(UInt8(ascii: "\n"))
    }
    FileHandle.standardOutput.write(Data(output))
  }

  /// The answers in a file, by the IDs of the cases.
  private static func answers(in file: String) throws -> [String: JSON] {
    var answers: [String: JSON] = [:]
    for line in try Data(contentsOf: URL(fileURLWithPath: file)).split(separator: UInt8(ascii: "\n")) {
      let answer = try JSON.parse(Array(line), maximumDepth: 4096)
      if let id = answer["id"]?.string { answers[id] = answer }
    }
    return answers
  }

  private static func compare(_ arguments: [String]) throws {
    var tally = Tally()
    for pair in arguments.dropFirst(3) {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      let corpus = try corpus(parts[0], arguments[0], arguments[1], arguments[2])
      corpus.judge(try answers(in: parts[1]), &tally)
      print("VVR \(corpus.family.rawValue): \(tally.takeFigures())")
    }
    print("verdicts: \(tally.ledger.summary)")
    for remark in tally.ledger.remarks { print("note  \(remark)") }
    for problem in tally.problems.prefix(40) { print("FAIL  \(problem)") }
    print("\(tally.cases) cases, \(tally.refused) refused, \(tally.different) differences")
    exit(tally.passed == tally.cases ? 0 : 1)
  }
}

/// Why the corpus cannot be generated.
struct CorpusError: Error, CustomStringConvertible {
  /// What failed.
  var message: String
  var description: String { message }
}
