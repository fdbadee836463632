import Notices

/// A setting whose value cannot be used; it ends the program at its start, because a default could affect other data.
public struct SettingsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The environment variable, or the file.
  public let variable: String
  /// What is wrong with the value.
  let problem: SettingsProblem

  /// An error.
  /// - Parameters:
  ///   - variable: The environment variable, or the file.
  ///   - problem: What is wrong with the value.
  init(_ variable: String, _ problem: SettingsProblem) {
    self.variable = variable
    self.problem = problem
  }

  /// One line in English.
  public var description: String { Failure(self).text(Voice(.english, .commands)) }
}

/// What is wrong with the value of a setting.
enum SettingsProblem: Notice {
  // Alibaba Cloud and the metadata database
  case invalidRegion(String)
  case invalidEndpoint(String)
  /// The endpoint contains a user name.
  case endpointWithUser
  /// Not a connection URI; the value can contain a password.
  case invalidDatabaseURI

  // Several settings
  /// The setting is not set, but this one is, and both belong together.
  case missingCounterpart(of: String)
  /// The setting asks for no encryption, but these settings of encryption are set.
  case noEncryption(settings: String)
  /// The setting is not set, but this one requires it.
  case missingMechanism(requiredBy: String, choices: [String])
  /// The setting is not set, but the key store at this setting needs a password.
  case missingStorePassword(of: String)
  /// The file has the same name as the file of this setting.
  case sameFileName(as: String)
  /// A password for a PEM file, which has none; the setting for the password of a key.
  case passwordOfPEM(keyPassword: String)

  // One setting
  /// A template left a placeholder such as `${NAME}`.
  case placeholder
  /// The value begins or ends with a blank or a line end.
  case outerBlanks
  case invalidFile(String)
  case invalidSeconds(String, lowest: Double, highest: Double, standard: Double)
  case invalidChoice(String, choices: [String])
  case invalidAddress(String)
  /// Not a name of a secret; the value can be the secret itself.
  case invalidSecretName

  // Channels of alerts
  /// The name at this place of the list, from 1, has other characters. It can be a URL.
  case invalidChannelName(place: Int)
  /// The list contains the channel twice.
  case repeatedChannel(String)
  /// The URL is not set, but the list contains the channel.
  case missingChannelURL(channel: String)
  /// The kind is not set, and the setting of the URL does not show it.
  case unknownChannelKind(url: String, choices: [String])
  /// Neither a URL nor a token of the service.
  case invalidChannelURL
  /// Plain HTTP to an address that is not a loopback address.
  case unencryptedChannelURL
  /// A secret that is marked as Base64 and is not, or that contains control characters.
  case invalidChannelSecret

  // The file .env
  /// The file with this path cannot be read.
  case unreadableFile(String)
  case lineWithoutEquals(Int)
  case lineWithoutName(Int)
  case lineWithOpenQuote(Int)
  /// The file belongs to another user, or every user can write it.
  case foreignFile
  /// The file says of itself that it can be trusted.
  case trustsItself
}
