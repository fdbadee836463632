import Testing

@testable import Postgres

@Suite("TLS of connections")
struct ConnectionOptionsTests {
  @Test(
    "is required where a password would cross a network",
    arguments: [
      "postgresql://u:p@db.example/d", "postgres://u:p@10.0.0.5:5432/d", "postgresql://u@h/d?password=p",
      "postgresql://u:p@127.0.0.1,db.example/d", "postgresql://u:p@localhost/d?hostaddr=10.0.0.5",
      "postgresql://u:p@127.example.com/d", "postgresql://u:p@[2001:db8::1]/d",
    ])
  func required(_ uri: String) throws {
    #expect(try ConnectionOptions(.uri(uri)).sslMode == "require")
  }

  @Test(
    "is as libpq has it on this machine, by choice, and without a password",
    arguments: [
      "postgresql://u:p@localhost/d", "postgresql://u:p@127.0.0.1:5432/d", "postgresql://u:p@127.8.9.1/d",
      "postgresql://u:p@[::1]/d", "postgresql:///d?host=/var/run/postgresql&password=p",
      "postgresql://u:p@db.example/d?sslmode=disable", "postgresql://u:p@db.example/d?sslmode=prefer",
      "postgresql://u:p@db.example/d?sslmode=verify-full", "postgresql://u@db.example/d?passfile=/nonexistent",
    ])
  func chosen(_ uri: String) throws {
    #expect(try ConnectionOptions(.uri(uri)).sslMode == nil)
  }

  @Test("holds for keywords and values too")
  func parameters() throws {
    let remote = ["host": "holo.example", "port": "80", "dbname": "d", "user": "u", "password": "p"]
    #expect(try ConnectionOptions(.parameters(remote)).sslMode == "require")
    #expect(try ConnectionOptions(.parameters(remote.merging(["host": "127.0.0.1"]) { $1 })).sslMode == nil)
  }

  @Test("hides a malformed URI")
  func malformed() {
    let error = #expect(throws: PostgresError.self) { try ConnectionOptions(.uri("postgresql://u:secret@[::1/d")) }
    #expect(error?.cause == .malformedURI)
  }
}
