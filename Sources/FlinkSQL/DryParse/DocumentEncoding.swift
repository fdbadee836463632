/// Finds out in which encoding a document is, by its first bytes, as Flink's parser does.
enum DocumentEncoding {
  /// The document in UTF-8, without a byte order mark.
  static func utf8(_ bytes: [UInt8]) throws(DocumentFault) -> [UInt8] {
    let (b0, b1) = (bytes.first ?? 1, bytes.dropFirst().first ?? 1)
    if bytes.count >= 4 {
      let (b2, b3) = (bytes[2], bytes[3])
      switch (b0, b1, b2, b3) {
      case (0, 0, 0xFE, 0xFF): return try wide(bytes.dropFirst(4), isBigEndian: true)
      case (0xFF, 0xFE, 0, 0): return try wide(bytes.dropFirst(4), isBigEndian: false)
      case (0, 0, 0xFF, 0xFE), (0xFE, 0xFF, 0, 0): throw .unknownByteOrder
      case (0xFE, 0xFF, _, _): return units(bytes.dropFirst(2), isBigEndian: true)
      case (0xFF, 0xFE, _, _): return units(bytes.dropFirst(2), isBigEndian: false)
      case (0xEF, 0xBB, 0xBF, _): return Array(bytes.dropFirst(3))
      case (0, 0, 0, _): return try wide(bytes[...], isBigEndian: true)
      case (_, 0, 0, 0): return try wide(bytes[...], isBigEndian: false)
      case (0, _, 0, 0), (0, 0, _, 0): throw .unknownByteOrder
      default: break
      }
    }
    if bytes.count >= 2 {
      if b0 == 0 { return units(bytes[...], isBigEndian: true) }
      if b1 == 0 { return units(bytes[...], isBigEndian: false) }
    }
    return bytes
  }

  private static func units(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
    let bytes = Array(bytes)
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { place -> UInt16 in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func wide(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) throws(DocumentFault) -> [UInt8] {
    let bytes = Array(bytes)
    if bytes.count % 4 != 0 { throw .textEnds }
    var text = String.UnicodeScalarView()
    for place in stride(from: 0, to: bytes.count, by: 4) {
      let four = isBigEndian ? Array(bytes[place..<place + 4]) : bytes[place..<place + 4].reversed()
      let value = four.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      guard let scalar = Unicode.Scalar(value) else { throw .notUTF32 }
      text.append(scalar)
    }
    return Array(String(text).utf8)
  }
}
