import ArgumentParser
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("The commands that the documentation shows")
struct DocumentedCommandTests {
  private static func commands(_ program: String) -> [DocumentedCommand] {
    let commands = Set(MarkdownPage.all.flatMap(\.commands)).filter { $0.words.first == program && $0.words.count > 1 }
    return commands.sorted { $0.words.lexicographicallyPrecedes($1.words) }
  }

  private static let synopses = MarkdownPage.all.filter { $0.path.hasPrefix("README") }.flatMap(\.blocks)
    .filter { $0.format == "text" }.flatMap { $0.text.split(separator: "\n").map(String.init) }

  @Test("are found")
  func found() {
    #expect(Self.commands("flink-deploy").count > 20)
    #expect(Self.commands("flink-sandbox").count > 8)
    #expect(Self.synopses.count > 20)
  }

  @Test("are what flink-deploy parses", arguments: commands("flink-deploy"))
  func parses(_ command: DocumentedCommand) { check(command) }

  @Test("are what flink-deploy parses, with each option of the synopsis", arguments: synopses)
  func synopsis(_ line: String) {
    let commands = DocumentedCommand.commands(ofSynopsis: line)
    #expect(!commands.isEmpty)
    for command in commands { check(command) }
  }

  @Test("use subcommands and options of flink-sandbox")
  func sandbox() async throws {
    let run = try await Program.run("flink-sandbox", ["--experimental-dump-help"], environment: ["PATH": "/usr/bin"])
    let program = try #require(try JSON.parse(run.output)["command"])
    for command in Self.commands("flink-sandbox") {
      var node = program
      var words = command.words.dropFirst()
      while let next = node["subcommands"]?.array?.first(where: { $0["commandName"]?.string == words.first }) {
        node = next
        words = words.dropFirst()
      }
      #expect(node != program, "\(command.words)")
      let names = node["arguments"]?.array?.flatMap { $0["names"]?.array ?? [] }.compactMap { $0["name"]?.string } ?? []
      for word in words where word.hasPrefix("--") {
        #expect(names.contains(String(word.dropFirst(2))), "\(command.words)")
      }
    }
  }

  @Test("use targets of the Makefile")
  func targets() throws {
    let makefile = try SourceCases.text("Makefile").matches(of: /(?m)^([a-z-]+):.*##/).map { String($0.1) }
    let commands = MarkdownPage.all.flatMap(\.commands).filter { $0.words.contains("make") }
    #expect(commands.count > 10)
    for command in commands {
      let targets = command.words.filter { $0 != "make" && !$0.contains("=") }
      #expect(Set(targets).subtracting(makefile) == [], "\(command.words)")
    }
  }

  private func check(_ command: DocumentedCommand) {
    let arguments = command.filledIn.dropFirst().filter { $0 != "help" }
    if VersionReport.text(for: arguments) != nil { return }
    do {
      _ = try FlinkDeployCommand.parseAsRoot(arguments)
    } catch {
      // The text may name a command, also with options, but without its arguments.
      let names = arguments.prefix { !$0.hasPrefix("-") }
      let help = Self.help(names)
      let usage = (["USAGE: flink-deploy"] + names).joined(separator: " ")
      #expect(help.contains("\(usage) ") || help.contains("\(usage)\n"), "\(command.words): \(error)")
      for option in arguments.dropFirst(names.count) { #expect(help.contains(option), "\(command.words)") }
    }
  }

  /// The help of a command; that of the program or of `serve` if there is none with these names.
  private static func help(_ names: some Sequence<String>) -> String {
    do {
      var command = try FlinkDeployCommand.parseAsRoot(names + ["--help"])
      try command.run()
      return ""
    } catch {
      return FlinkDeployCommand.fullMessage(for: error)
    }
  }
}
