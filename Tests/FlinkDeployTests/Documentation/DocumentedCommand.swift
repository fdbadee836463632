import Foundation
import Testing

/// A command line that the documentation shows.
struct DocumentedCommand: Sendable, Hashable, CustomTestStringConvertible {
  /// The words of the command, the program first.
  let words: [String]

  var testDescription: String { words.joined(separator: " ") }

  /// What stands for a value of the user, and such a value.
  private static let values = [
    "A": "1", "B": "2", "CHANNEL": "ops", "DEPLOYMENT": "orders-to-public-orders", "DIGEST": "7f3c",
    "FILE": "/dev/null", "ID": "7", "JOB": "7", "PATH": "flink.prom", "SECONDS": "30", "STATE": "KEEP",
    "SUBCOMMAND": "deploy", "TABLE": "public.orders", "TOPIC": "orders", "VERSION": "3", "name:TYPE": "order_id:BIGINT",
  ]
  /// Values that depend on the option before them.
  private static let strategies = ["--restore-strategy": "LATEST_STATE", "--stop-strategy": "NONE"]

  /// The words with values in place of what stands for them.
  var filledIn: [String] {
    var filled: [String] = []
    for word in words where word != "..." {
      let name = word.hasSuffix("...") ? String(word.dropLast(3)) : word
      filled.append(filled.last.flatMap { Self.strategies[$0] } ?? Self.values[name] ?? name)
    }
    return filled
  }

  /// The commands of a line of a shell, also those that another program runs.
  static func commands(ofShell line: String) -> [DocumentedCommand] {
    let code = line.components(separatedBy: " # ")[0]
    let parts = code.replacing("&&", with: "|").split { $0 == "|" || $0 == ";" }
    return parts.flatMap { part -> [DocumentedCommand] in
      let words = Self.words(of: String(part)).split { $0 == "--" }.map(Array.init)
      return words.compactMap { words in
        guard let first = words.first else { return nil }
        return DocumentedCommand(words: [(first as NSString).lastPathComponent] + words.dropFirst())
      }
    }
  }

  /// The commands that a line of a synopsis stands for: with each option by itself, and with each alternative.
  static func commands(ofSynopsis line: String) -> [DocumentedCommand] {
    var commands: [DocumentedCommand] = []
    var program: [String] = []
    let marked = line.replacing(/\[[^\]]*\]/) { $0.output.replacing(" | ", with: "\u{1f}") }
    for part in marked.split(separator: " | ") {
      var base = part.replacing(/\[[^\]]*\]/, with: " ").split(separator: " ").map(String.init)
      if program.isEmpty { program = Array(base.prefix(1)) } else { base = program + base }
      var options: [[String]] = []
      for group in part.matches(of: /\[([^\]]*)\]/) {
        let alternatives = group.1.split(separator: "\u{1f}").map { $0.split(separator: " ").map(String.init) }
        commands += Self.choices(base)
        if group.1.hasPrefix("--") {
          options += alternatives
        } else {
          // An option may need what can be left out otherwise.
          commands += alternatives.dropFirst().flatMap { Self.choices(base + $0) }
          base += alternatives.first ?? []
        }
      }
      commands += ([[]] + options).flatMap { Self.choices(base + $0) }
    }
    return commands
  }

  /// The commands for each word of `a|b`.
  private static func choices(_ words: [String]) -> [DocumentedCommand] {
    words.reduce([[]]) { lines, word in
      word.split(separator: "|").flatMap { choice in lines.map { $0 + [String(choice)] } }
    }.map { DocumentedCommand(words: $0) }
  }

  /// The words of a command of a shell, without redirections.
  private static func words(of command: String) -> [String] {
    var words: [String] = []
    var isTarget = false
    for match in command.matches(of: /'[^']*'|"[^"]*"|[^\s'"]+/) {
      let word = String(match.output)
      if word.hasPrefix("<") || word.hasPrefix(">") {
        isTarget = ["<", ">", ">>"].contains(word)
      } else if isTarget {
        isTarget = false
      } else {
        words.append(word.trimmingCharacters(in: ["'", "\""]))
      }
    }
    return words
  }
}

extension MarkdownPage {
  /// The commands that the blocks for a shell show, and the code spans that begin with one of the programs.
  var commands: [DocumentedCommand] {
    let lines = blocks.flatMap { block -> [String] in
      let lines = block.text.replacing("\\\n", with: " ").components(separatedBy: "\n")
      switch block.format {
      case "sh": return lines
      case "console": return lines.filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
      default: return []
      }
    }
    let spans = codeSpans.filter { $0.prefixMatch(of: #/(?:flink-deploy|flink-sandbox|make) /#) != nil }
    return (lines + spans).flatMap(DocumentedCommand.commands(ofShell:))
  }
}
