extension String {
  /// The lines of a text file: LF and CRLF end a line, and a byte order mark before the first one is skipped.
  ///
  /// Nothing else ends a line, because a JSON string may contain U+2028, U+0085, VT and FF.
  var fileLines: [Substring] {
    let text = unicodeScalars.first == "\u{FEFF}" ? self[unicodeScalars.index(after: startIndex)...] : self[...]
    return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }
}
