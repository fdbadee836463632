import CLibYAML

/// A step of libyaml through a text.
struct YAMLEvent {
  /// What begins, ends or is there.
  enum Kind: Equatable {
    /// The end of the text.
    case streamEnd
    case documentStart
    case alias(String)
    case scalar(YAMLNode.Scalar)
    case sequenceStart, sequenceEnd
    case mappingStart, mappingEnd
    /// The start of the text, or the end of a document.
    case other
  }

  /// What begins, ends or is there.
  let kind: Kind
  /// The anchor of a node; nil without one.
  let anchor: String?
  /// The tag of a node; nil without one.
  let tag: String?
  /// Where it begins.
  let mark: YAMLMark

  /// A copy of an event of libyaml.
  init(_ event: yaml_event_t) {
    var (anchor, tag): (UnsafeMutablePointer<yaml_char_t>?, UnsafeMutablePointer<yaml_char_t>?)
    switch event.type {
    case YAML_STREAM_END_EVENT: kind = .streamEnd
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_ALIAS_EVENT: kind = .alias(Self.text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      kind = .scalar(YAMLNode.Scalar(text: text, style: YAMLNode.Scalar.Style(scalar.style)))
      (anchor, tag) = (scalar.anchor, scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      kind = .sequenceStart
      (anchor, tag) = (event.data.sequence_start.anchor, event.data.sequence_start.tag)
    case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      kind = .mappingStart
      (anchor, tag) = (event.data.mapping_start.anchor, event.data.mapping_start.tag)
    case YAML_MAPPING_END_EVENT: kind = .mappingEnd
    default: kind = .other
    }
    self.anchor = Self.text(anchor)
    self.tag = Self.text(tag)
    mark = YAMLMark(event.start_mark)
  }

  private static func text(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    characters.map { String(cString: $0) }
  }
}

extension YAMLMark {
  /// A place of libyaml, which counts from 0.
  init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}

extension YAMLNode.Scalar.Style {
  fileprivate init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: self = .block
    default: self = .plain
    }
  }
}
