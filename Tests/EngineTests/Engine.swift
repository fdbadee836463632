import TestSupport
import Testing

/// What really happens: jobs run on Flink, read from Kafka and write to Postgres.
@Suite("On a real Flink", .endsIfStuck)
struct Engine {}
