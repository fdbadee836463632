import Foundation
import Testing

@testable import FlinkDeploy

#if canImport(Glibc)
  import Glibc
#endif

@Suite("A file that is written whole")
struct WholeFileTests {
  private let directory: TemporaryDirectory
  private var file: WholeFile { WholeFile(path: directory.path(of: ".env"), mode: 0o600) }

  init() throws { directory = try TemporaryDirectory() }

  private var content: String? { try? String(contentsOfFile: file.path, encoding: .utf8) }

  private func mode() -> mode_t {
    var status = stat()
    return lstat(file.path, &status) == 0 ? status.st_mode : 0
  }

  @Test("has mode 600, and nothing else is left in the folder")
  func writes() throws {
    try file.write("A=1\n", replaces: false)
    #expect(mode() == S_IFREG | 0o600)
    #expect(content == "A=1\n")
    #expect(directory.names == [".env"])
  }

  @Test("is not replaced unless the user allows it")
  func keeps() throws {
    try file.write("A=1\n", replaces: false)
    #expect(throws: WholeFile.WriteError.exists) { try file.write("A=2\n", replaces: false) }
    #expect(content == "A=1\n")
    #expect(directory.names == [".env"])
  }

  @Test("is replaced with mode 600, whatever mode it had")
  func replaces() throws {
    try file.write("A=1\n", replaces: false)
    chmod(file.path, 0o666)
    try file.write("A=2\n", replaces: true)
    #expect(content == "A=2\n")
    #expect(mode() == S_IFREG | 0o600)
    #expect(directory.names == [".env"])
  }

  @Test("replaces a link and not the file that it leads to")
  func link() throws {
    let other = directory.path(of: "other")
    try WholeFile(path: other, mode: 0o600).write("B=1\n", replaces: false)
    symlink(other, file.path)
    #expect(file.exists)
    #expect(file.linkTarget == WholeFile(path: other, mode: 0).absolutePath)
    #expect(throws: WholeFile.WriteError.exists) { try file.write("A=1\n", replaces: false) }
    try file.write("A=1\n", replaces: true)
    #expect(mode() == S_IFREG | 0o600)
    #expect(try String(contentsOfFile: other, encoding: .utf8) == "B=1\n")
  }

  @Test("exists as a link that leads nowhere, too")
  func brokenLink() {
    symlink("/nonexistent/file", file.path)
    #expect(file.exists)
    #expect(throws: WholeFile.WriteError.exists) { try file.write("A=1\n", replaces: false) }
  }

  @Test(
    "cannot be written into a folder that does not exist",
    arguments: ["/nonexistent/.env", "/dev/null/.env", "/tmp/new/", "/tmp"])
  func folder(_ path: String) {
    #expect(throws: WholeFile.WriteError.self) { try WholeFile(path: path, mode: 0o600).checkPath() }
    #expect(throws: WholeFile.WriteError.self) { try WholeFile(path: path, mode: 0o600).write("A=1\n", replaces: true) }
  }

  @Test("does not replace a folder")
  func isFolder() {
    mkdir(file.path, 0o700)
    defer { rmdir(file.path) }
    #expect(throws: WholeFile.WriteError.self) { try file.write("A=1\n", replaces: true) }
    #expect(directory.names == [".env"])
  }
}
