import JSONCoding
import Testing

@Suite("The canonical spelling of numbers")
struct CanonicalNumberTests {
  @Test(
    "is one for equal numbers, and loses no digit",
    arguments: [
      ("2", "2"), ("2.0", "2"), ("2e0", "2"), ("2.00", "2"), ("20e-1", "2"), ("0.2e1", "2"), ("1e1", "10"),
      ("1E+2", "100"), ("-0", "0"), ("-0.0", "0"), ("0e5", "0"), ("-3.0", "-3"), ("0.50", "0.5"), ("5e-1", "0.5"),
      ("-1.250e2", "-125"), ("1.5e-3", "0.0015"), ("9007199254740993.0", "9007199254740993"),
      ("1714557600000.0", "1714557600000"), ("123456789012345678901234567890.0", "123456789012345678901234567890"),
      ("1e400", "1e400"), ("1.25", "1.25"),
    ])
  func spelling(_ text: String, _ canonical: String) throws {
    guard case .number(let number) = try JSON.parse(text) else {
      Issue.record("\(text) is not a number")
      return
    }
    #expect(number.canonical.literal == canonical)
    #expect(number.canonical.canonical == number.canonical)
    #expect(number.int == Int(canonical))
  }
}
