import Synchronization

/// Plays every cell of a matrix of faults, several at once.
public enum Matrix {
  /// What went wrong, a sentence a cell; prints how many passed.
  /// - Parameters:
  ///   - name: For the line that is printed.
  ///   - workers: How many are played at once.
  ///   - play: What is wrong after a cell was played; nil when nothing is. An error is a problem too.
  public static func problems<Cell: Sendable>(
    _ name: String, _ cells: [Cell], workers: Int, _ play: @escaping @Sendable (Cell) async throws -> String?
  ) async -> [String] {
    let ledger = Ledger(cells)
    await withDiscardingTaskGroup { group in
      for _ in 0..<workers {
        group.addTask {
          while let cell = ledger.next() {
            let problem: String?
            do { problem = try await play(cell) } catch { problem = "\(error)" }
            if let problem { ledger.note("\(cell): \(problem)") }
          }
        }
      }
    }
    let problems = ledger.problems
    print("\(name)  \(cells.count) cells, \(cells.count - problems.count) passed")
    return problems
  }

  /// Hands out cells and keeps what went wrong.
  private final class Ledger<Cell: Sendable>: Sendable {
    private let cells: [Cell]
    private let state = Mutex((index: 0, problems: [String]()))

    init(_ cells: [Cell]) { self.cells = cells }

    func next() -> Cell? {
      state.withLock { state in
        defer { state.index += 1 }
        return state.index < cells.count ? cells[state.index] : nil
      }
    }

    func note(_ problem: String) { state.withLock { $0.problems.append(problem) } }

    var problems: [String] { state.withLock { $0.problems } }
  }
}
