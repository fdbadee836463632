import Testing

@testable import FlinkDeploy

@Suite("The width of text on a terminal")
struct DisplayWidthTests {
  @Test(
    "is two columns for wide characters and none for marks",
    arguments: [
      ("", 0), ("abc", 3), ("状态", 4), ("位点 42", 7), ("（a）", 5), ("▁█│┌", 4), ("e\u{301}", 1), ("한글", 4), ("🙂", 2),
      ("\u{1B}[m", 2), ("…", 1), ("、", 2),
    ])
  func width(_ text: String, _ width: Int) { #expect(text.displayWidth == width) }

  @Test(
    "is exact in a text that is fitted",
    arguments: [
      ("abcdef", 4, "abc…"), ("abc", 5, "abc  "), ("状态栏", 4, "状… "), ("状态栏", 5, "状态…"), ("状态", 4, "状态"),
      ("ab", 0, ""), ("ab", 1, "…"), ("状", 1, "…"),
    ])
  func fitted(_ text: String, _ width: Int, _ expected: String) { #expect(text.fitted(to: width) == expected) }

  @Test(
    "is never exceeded by the lines of a text",
    arguments: [
      ("the job has read the topic", 10, ["the job", "has read", "the topic"]),
      ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
      ("作业实例已读到末尾", 8, ["作业实例", "已读到末", "尾"]), ("a", 1, ["a"]), ("状态", 1, []), ("", 5, []),
      ("one two", 3, ["one", "two"]),
    ])
  func wrapped(_ text: String, _ width: Int, _ expected: [String]) {
    #expect(text.wrapped(to: width) == expected)
  }
}
