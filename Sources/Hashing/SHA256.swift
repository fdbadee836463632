import COpenSSL

/// SHA-256 and HMAC-SHA256 over bytes, as lower-case hexadecimal text.
public enum SHA256 {
  /// Whether libcrypto is installed.
  ///
  /// Without it, computing a digest ends the program.
  public static var isLibraryInstalled: Bool { openssl_is_installed() == 1 }

  /// The digest of `bytes`, 64 hexadecimal digits.
  public static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let input = Array(bytes)
    var digest = [UInt8](repeating: 0, count: 32)
    let code = openssl_sha256(input, input.count, &digest)
    precondition(code == 1, "SHA-256 is part of every OpenSSL build")
    return hexadecimal(digest)
  }

  /// The digest of the UTF-8 bytes of `text`.
  public static func hex(_ text: String) -> String { hex(text.utf8) }

  /// The message authentication code of `message` under `key`, 64 hexadecimal digits.
  public static func hmacHex(key: some Sequence<UInt8>, message: some Sequence<UInt8>) -> String {
    hexadecimal(hmac(key: key, message: message))
  }

  /// The message authentication code of `message` under `key`, 32 bytes.
  public static func hmac(key: some Sequence<UInt8>, message: some Sequence<UInt8>) -> [UInt8] {
    let key = Array(key)
    let input = Array(message)
    var code = [UInt8](repeating: 0, count: 32)
    let status = openssl_hmac_sha256(key, Int32(key.count), input, input.count, &code)
    precondition(status == 1, "HMAC-SHA256 is part of every OpenSSL build")
    return code
  }
}

/// `bytes` as lower-case hexadecimal text, two digits a byte.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}

/// `count` random bytes from the system's generator as hexadecimal text: for nonces and identifiers.
public func randomHexadecimal(bytes count: Int) -> String {
  var generator = SystemRandomNumberGenerator()
  return hexadecimal((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
}
