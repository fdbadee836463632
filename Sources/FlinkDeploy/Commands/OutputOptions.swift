import ArgumentParser
import JSONCoding

/// The options of every command that prints a result.
struct OutputOptions: ParsableArguments {
  @Flag(help: ArgumentHelp(.json)) var json = false

  /// Prints JSON if the user wants it, and text otherwise.
  func print(_ json: @autoclosure () -> JSON, _ text: @autoclosure () -> String) {
    Swift.print(self.json ? json().prettyText : text())
  }
}
