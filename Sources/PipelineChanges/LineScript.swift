/// The shortest way from one list of lines to another, by Myers' algorithm in linear space.
struct LineScript {
  /// A line of one of the lists, or of both.
  enum Step: Equatable {
    /// A line of both, by its place in each.
    case kept(Int, Int)
    /// A line of the first list only.
    case removed(Int)
    /// A line of the second list only.
    case added(Int)
  }

  /// The steps, in the order of the lists; of a changed line the old form comes first.
  private(set) var steps: [Step] = []
  private let old: [Int]
  private let new: [Int]

  /// - Parameters:
  ///   - old: The first list; equal lines are equal numbers.
  ///   - new: The second list.
  init(from old: [Int], to new: [Int]) {
    self.old = old
    self.new = new
    steps.reserveCapacity(max(old.count, new.count))
    divide(0..<old.count, 0..<new.count)
  }

  private mutating func divide(_ left: Range<Int>, _ right: Range<Int>) {
    var (left, right) = (left, right)
    while let first = left.first, let other = right.first, old[first] == new[other] {
      steps.append(.kept(first, other))
      left = left.dropFirst()
      right = right.dropFirst()
    }
    var tail = 0
    while let last = left.last, let other = right.last, old[last] == new[other] {
      tail += 1
      left = left.dropLast()
      right = right.dropLast()
    }
    if left.isEmpty || right.isEmpty {
      steps += left.map(Step.removed) + right.map(Step.added)
    } else {
      let (x, y) = middle(left, right)
      divide(left.lowerBound..<x, right.lowerBound..<y)
      divide(x..<left.upperBound, y..<right.upperBound)
    }
    for offset in 0..<tail { steps.append(.kept(left.upperBound + offset, right.upperBound + offset)) }
  }

  /// A place on a shortest way, found from both ends at once: it divides the lists into two smaller tasks.
  private func middle(_ left: Range<Int>, _ right: Range<Int>) -> (Int, Int) {
    let (width, height) = (left.count, right.count)
    let (delta, most) = (width - height, (width + height + 1) / 2)
    // The furthest place on each diagonal, forwards from the beginning and backwards from the end.
    var forward = [Int](repeating: 0, count: 2 * most + 2)
    var backward = forward
    for distance in 0...most {
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let start = LineScript.furthest(forward, diagonal, distance, most)
        var x = start
        while x < width, x - diagonal < height, old[left.lowerBound + x] == new[right.lowerBound + x - diagonal] {
          x += 1
        }
        forward[most + diagonal] = x
        let other = delta - diagonal
        if delta % 2 != 0, abs(other) < distance, x + backward[most + other] >= width {
          return (left.lowerBound + start, right.lowerBound + start - diagonal)
        }
      }
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let start = LineScript.furthest(backward, diagonal, distance, most)
        var x = start
        while x < width, x - diagonal < height,
          old[left.upperBound - 1 - x] == new[right.upperBound - 1 - x + diagonal]
        {
          x += 1
        }
        backward[most + diagonal] = x
        let other = delta - diagonal
        if delta % 2 == 0, abs(other) <= distance, x + forward[most + other] >= width {
          return (left.upperBound - start, right.upperBound - start + diagonal)
        }
      }
    }
    // Not reached: the two ways meet at the latest after `most` steps.
    return (left.upperBound, right.lowerBound)
  }

  private static func furthest(_ places: [Int], _ diagonal: Int, _ distance: Int, _ most: Int) -> Int {
    if distance == 0 { return 0 }
    let isDown =
      diagonal == -distance || diagonal != distance && places[most + diagonal - 1] < places[most + diagonal + 1]
    return isDown ? places[most + diagonal + 1] : places[most + diagonal - 1] + 1
  }
}
