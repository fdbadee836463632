/// A row of bars, one for each value, relative to the largest of them.
enum Sparkline {
  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The bars of the newest values; a blank for an unknown value.
  /// - Parameters:
  ///   - values: The values, oldest first; none is negative.
  ///   - width: The most columns.
  static func text(_ values: [Double?], width: Int) -> String {
    let shown = values.suffix(max(0, width))
    let largest = shown.compactMap { $0 }.filter(\.isFinite).max() ?? 0
    return String(
      shown.map { value in
        guard let value, value.isFinite else { return " " }
        guard value > 0, largest > 0 else { return bars[0] }
        let level = (value / largest * Double(bars.count - 1)).rounded(.up)
        return bars[Int(min(max(level, 1), Double(bars.count - 1)))]
      })
  }
}
