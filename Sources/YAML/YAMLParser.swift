import CLibYAML

/// Owner of a libyaml parser and of the bytes that it reads.
final class YAMLParser {
  private let text: String
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// A parser at the start of a text.
  init(_ text: String) throws(YAMLError) {
    // libyaml only skips a byte order mark if it has to find the encoding out.
    self.text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    input = .allocate(capacity: self.text.utf8.count)
    _ = input.initialize(fromContentsOf: self.text.utf8)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    try check(yaml_parser_initialize(parser))
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event; none must follow that of the end.
  func next() throws(YAMLError) -> YAMLEvent {
    var event = yaml_event_t()
    try check(yaml_parser_parse(parser, &event))
    defer { yaml_event_delete(&event) }
    return YAMLEvent(event)
  }

  /// Throws what went wrong if a function of libyaml did not return 1.
  private func check(_ status: Int32) throws(YAMLError) {
    if status == 1 { return }
    switch parser.pointee.error {
    case YAML_READER_ERROR:
      // The text is valid UTF-8, so nothing else can be wrong with a character.
      let mark = YAMLMark(ofByte: parser.pointee.problem_offset, in: text)
      throw .controlCharacter(UInt32(truncatingIfNeeded: parser.pointee.problem_value), at: mark)
    case YAML_SCANNER_ERROR, YAML_PARSER_ERROR:
      let mark = parser.pointee.problem_mark
      if text.unicodeScalars.dropFirst(mark.index).first == "\t" { throw .tab(at: YAMLMark(mark)) }
      let words = [parser.pointee.context, parser.pointee.problem].compactMap { $0.map { String(cString: $0) } }
      throw .syntax(words.joined(separator: ", "), at: YAMLMark(mark))
    default: preconditionFailure("libyaml is out of memory")
    }
  }
}
