/// Words that YAML 1.1 reads as values if they are written without quotes.
public enum YAMLWord {
  /// The boolean that a text such as `true`, `Yes` or `OFF` stands for; nil for another text.
  public static func boolean(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": true
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": false
    default: nil
    }
  }

  /// Whether a text stands for a value that was left out.
  public static func isNull(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }
}
