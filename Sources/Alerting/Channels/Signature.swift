import FoundationEssentials
import Hashing

/// HMAC-SHA256 in Base64, by which receivers recognise a sender.
enum Signature {
  /// The code of `message` under `key`.
  static func base64(key: some Sequence<UInt8>, message: some Sequence<UInt8>) -> String {
    Data(SHA256.hmac(key: key, message: message)).base64EncodedString()
  }
}
