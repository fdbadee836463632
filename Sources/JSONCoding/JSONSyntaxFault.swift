/// What makes a text not JSON (RFC 8259).
public enum JSONSyntaxFault: String, Error, Sendable, Hashable, Codable, CaseIterable {
  case textAfterValue = "text after the value"
  case textEnds = "unexpected end of the text"
  case textEndsInString = "unexpected end of the text inside a string"
  case valueExpected = "a value is expected"
  case memberNameExpected = "a member name in quotes is expected"
  case colonExpected = "':' is expected"
  case commaOrBraceExpected = "',' or '}' is expected"
  case commaOrBracketExpected = "',' or ']' is expected"
  case digitExpected = "a digit is expected"
  case hexadecimalDigitsExpected = "four hexadecimal digits are expected"
  case controlCharacter = "a control character inside a string is not escaped"
  case unknownEscape = "unknown escape"
  case nestedTooDeep = "nested too deep"
  case notUTF8 = "not UTF-8"
}
