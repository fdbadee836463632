import Alerting
import FoundationEssentials
import YAML

/// Reads the rules file of alerts, which is YAML.
enum AlertRulesFile {
  /// The setting with the path of the file.
  static let variable = "FLINK_DEPLOY_ALERT_RULES"

  /// The rules in a file.
  /// - Throws: ``MalformedAlertRules`` with all mistakes of the file.
  static func load(_ path: String) throws(MalformedAlertRules) -> AlertRules {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      throw MalformedAlertRules(path: path, mistakes: [AlertRulesMistake(nil, .unreadableFile)])
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw MalformedAlertRules(path: path, mistakes: [AlertRulesMistake(nil, .notUTF8)])
    }
    return try parse(text, path: path)
  }

  /// The rules in the text of a file; what it leaves out stays as in a monitor without one.
  /// - Parameter path: The path of the file, for errors.
  /// - Throws: ``MalformedAlertRules`` with all mistakes of the text.
  static func parse(_ text: String, path: String) throws(MalformedAlertRules) -> AlertRules {
    let root: YAMLNode?
    do throws(YAMLError) { root = try YAMLDocument(text).root } catch {
      let place = error.mark.map { AlertRulesMistake.Place($0) }
      throw MalformedAlertRules(path: path, mistakes: [AlertRulesMistake(place, .malformedYAML(error.words))])
    }
    guard let root else { return AlertRules() }
    var reader = AlertRulesReader()
    let rules = reader.rules(root)
    guard reader.mistakes.isEmpty else {
      throw MalformedAlertRules(path: path, mistakes: reader.mistakes.sorted { $0.order < $1.order })
    }
    return rules
  }
}

extension Settings {
  /// The rules of alerts; those of a monitor without a rules file if no file is set.
  /// - Throws: ``Failure`` that lists the mistakes of the file, or says that libyaml is missing.
  func alertRules() throws(Failure) -> AlertRules {
    let path: String?
    do throws(SettingsError) {
      path = try SettingsReader(environment: environment).string(AlertRulesFile.variable)
    } catch { throw Failure(error) }
    guard let path else { return AlertRules() }
    try SystemLibrary.libyaml.load()
    do throws(MalformedAlertRules) { return try AlertRulesFile.load(path) } catch { throw Failure(error) }
  }
}

extension AlertRulesMistake {
  /// Where it comes among others.
  fileprivate var order: (line: Int, column: Int) { (place?.line ?? 0, place?.column ?? 0) }
}

extension AlertRulesMistake.Place {
  /// A place in the text.
  init(_ mark: YAMLMark) { self.init(line: mark.line, column: mark.column) }
}
