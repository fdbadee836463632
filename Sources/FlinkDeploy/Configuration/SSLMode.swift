/// How a connection to Postgres uses TLS: libpq's `sslmode` (PostgreSQL, "SSL Mode Descriptions").
enum SSLMode: String, CaseIterable, Sendable {
  case disable, allow, prefer, require
  case verifyCA = "verify-ca"
  case verifyFull = "verify-full"
}
