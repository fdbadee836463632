/// What stands between the quotes of a JSON string, in the way of Flink's parser.
///
/// It makes UTF-16 units without asking whether they are Unicode: over-long forms and halves of surrogate pairs pass,
/// raw control characters too. A half that stays alone becomes a question mark when Flink turns the text into UTF-8.
enum StringContent {
  /// The text, and whether no half of a pair was lost.
  static func text(of content: ArraySlice<UInt8>) throws(DocumentFault) -> (text: String, isIntact: Bool) {
    var units: [UInt16] = []
    var rest = content
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\\"): units.append(try escape(&rest))
      case ..<0x80: units.append(UInt16(byte))
      default: try sequence(byte, &rest, into: &units)
      }
    }
    return decode(units)
  }

  private static func escape(_ rest: inout ArraySlice<UInt8>) throws(DocumentFault) -> UInt16 {
    switch rest.popFirst() {
    case UInt8(ascii: "\""): return 0x22
    case UInt8(ascii: "\\"): return 0x5C
    case UInt8(ascii: "/"): return 0x2F
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "u"):
      var unit: UInt16 = 0
      for _ in 0..<4 {
        guard let byte = rest.popFirst(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
          throw .hexadecimalDigitsMissing
        }
        unit = unit << 4 | UInt16(digit)
      }
      return unit
    default: throw .unknownEscape
    }
  }

  private static func sequence(_ lead: UInt8, _ rest: inout ArraySlice<UInt8>, into units: inout [UInt16])
    throws(DocumentFault)
  {
    let count: Int
    var value: UInt32
    switch lead {
    case 0xC0...0xDF: (count, value) = (1, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (count, value) = (2, UInt32(lead & 0x0F))
    case 0xF0...0xF7: (count, value) = (3, UInt32(lead & 0x07))
    default: throw .notUTF8
    }
    for _ in 0..<count {
      guard let byte = rest.popFirst(), byte & 0xC0 == 0x80 else {
        throw .notUTF8
      }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    if count < 3 { return units.append(UInt16(value)) }
    value &-= 0x10000
    units.append(0xD800 | UInt16(truncatingIfNeeded: value >> 10))
    units.append(0xDC00 | UInt16(value & 0x3FF))
  }

  private static func decode(_ units: [UInt16]) -> (text: String, isIntact: Bool) {
    var text = String.UnicodeScalarView()
    var isIntact = true
    var index = 0
    while index < units.count {
      let unit = units[index]
      index += 1
      if let scalar = Unicode.Scalar(unit) {
        text.append(scalar)
      } else if unit < 0xDC00, index < units.count, (0xDC00..<0xE000).contains(units[index]),
        let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(units[index]) - 0xDC00)
      {
        text.append(scalar)
        index += 1
      } else {
        text.append("?")
        isIntact = false
      }
    }
    return (String(text), isIntact)
  }
}
