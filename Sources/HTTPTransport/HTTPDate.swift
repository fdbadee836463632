import CLibCurl

/// Dates in HTTP headers.
public enum HTTPDate {
  /// Seconds since 1970 of an HTTP date, as libcurl reads it; nil if the text is not one.
  public static func secondsSince1970(_ text: String) -> Int? {
    let seconds = curl_getdate(text, nil)
    return seconds < 0 ? nil : seconds
  }
}
