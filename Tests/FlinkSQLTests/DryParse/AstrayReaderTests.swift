import FlinkSQL
import PipelineTypes
import Testing

/// The token reader does not skip an object or array where a BOOLEAN is declared: it reads what follows from inside of it.
@Suite("Dry parse of objects for BOOLEAN columns")
struct AstrayReaderTests {
  @Test("The dry parse follows the token reader where an object for a BOOLEAN leads it astray")
  func followed() throws {
    let columns = [("v", "BOOLEAN"), ("w", "INT")]
    let message = "{\"v\":{\"w\":5},\"w\":7}"
    #expect(try DryParse.read(message, as: columns, by: .token).0 == .row([.boolean(false), .integer(5)]))
    #expect(try DryParse.read(message, as: columns, by: .tree).0 == .row([.boolean(false), .integer(7)]))
    let altered = try DryParse.read(message, as: columns, by: .token).1.altered
    #expect(altered.map(\.field) == ["v", "w"])
    #expect(altered.map(\.becomes) == [.value("FALSE"), .unreadAfterContainer])
    #expect(try DryParse.read(message, as: columns, by: .tree).1.altered.map(\.field) == ["v"])
    // It does not reach the place where the text breaks off.
    #expect(try DryParse.read("{\"v\":{\"w\":5}", as: columns, by: .token).0 == .row([.boolean(false), .integer(5)]))
    #expect(try DryParse.read("{\"v\":[],\"w\":7}", as: columns, by: .token).0 == .failure(.containerForBoolean))
  }

  @Test("Fields behind such an object are reported as not read, inside of a row too")
  func astrayInside() throws {
    let columns = [("r", "ROW<flag BOOLEAN, n INT>"), ("m", "INT")]
    let altered = try DryParse.read(#"{"r":{"flag":{"a":1},"n":2},"m":3}"#, as: columns, by: .token).1.altered
    #expect(Set(altered.map(\.field)).isSuperset(of: ["r.n", "m"]), "\(altered)")
  }

  @Test(
    "The token reader accepts a document that breaks off behind such an object", arguments: FlinkJSONReader.allCases,
    [#"{"r":{"flag":{"a":1},"n":2},"m""#, #"{"r":{"flag":[1],"n""#, #"{"flag":{},"r":{"flag":{"x":{}},"n":"#])
  func brokenAstray(_ reader: FlinkJSONReader, _ message: String) throws {
    let columns = [("r", "ROW<flag BOOLEAN, n INT>"), ("m", "INT"), ("flag", "BOOLEAN")]
    let outcome = try DryParse.read(message, as: columns, by: reader).0
    #expect(reader == .token || "\(outcome)".hasPrefix("failure"))
  }

  @Test("A member that occurs twice hides another one from the token reader, which is reported")
  func duplicates() throws {
    let columns = [("a", "INT"), ("b", "INT")]
    let altered = try DryParse.read(#"{"a":1,"a":2,"b":3}"#, as: columns, by: .token).1.altered
    #expect(altered.map(\.field) == ["b"])
    #expect(altered.map(\.becomes) == [.unreadAfterDuplicate])
    #expect(try DryParse.read(#"{"a":1,"a":2,"b":3}"#, as: columns, by: .tree).1.altered.isEmpty)
  }
}
