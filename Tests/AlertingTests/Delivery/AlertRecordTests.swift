import Alerting
import JSONCoding
import JobHealth
import Testing

@Suite("What a round writes")
struct AlertRecordTests {
  private let all = Recipient(channel: "all", severity: .warning)
  private let grave = Recipient(channel: "grave", severity: .critical)

  private func stored(
    _ id: String, _ rule: AlertRule, opening: String = "m1", escalation: String? = nil, closing: String? = nil
  ) -> StoredAlert {
    StoredAlert(
      Alert(
        id: id, subject: .deployment("d-\(id)"), rule: rule, severity: rule.severity, since: 1, openedAt: 2,
        facts: AlertFacts()),
      openingMessage: opening, escalationMessage: escalation, closingMessage: closing)
  }

  private func names(_ record: AlertRecord, told: [String: Set<String>] = [:]) -> [String] {
    record.deliveries(for: [all, grave], told: told).map { "\($0.messageID) \($0.channel)" }
  }

  @Test("reaches the channels that want its severity")
  func severity() {
    #expect(names(AlertRecord(opened: [stored("a", .failed)])) == ["m1 all", "m1 grave"])
    #expect(names(AlertRecord(opened: [stored("a", .lagging)])) == ["m1 all"])
  }

  @Test("delivers a message of many alerts once")
  func grouped() {
    let many = (1...30).map { stored("a\($0)", .failed) }
    #expect(names(AlertRecord(opened: many)) == ["m1 all", "m1 grave"])
  }

  @Test("sends nothing for alerts that are seen again")
  func seen() { #expect(names(AlertRecord(seen: [stored("a", .failed)])).isEmpty) }

  @Test("sends an escalation only to channels that do not get the opening")
  func escalation() {
    let record = AlertRecord(escalated: [stored("a", .crashLoop, escalation: "m2")])
    #expect(names(record, told: ["a": ["all"]]) == ["m2 grave"])
    #expect(names(record, told: ["a": ["all", "grave"]]).isEmpty)
  }

  @Test("sends a resolution only to channels that get the opening, and are still configured")
  func resolution() {
    let record = AlertRecord(resolved: [stored("a", .failed, closing: "m3")])
    #expect(names(record, told: ["a": ["grave", "gone"]]) == ["m3 grave"])
    #expect(names(record).isEmpty)
  }

  @Test("has openings before resolutions")
  func order() {
    let record = AlertRecord(
      opened: [stored("b", .failed, opening: "m4")], resolved: [stored("a", .failed, closing: "m3")])
    #expect(names(record, told: ["a": ["all"]]) == ["m4 all", "m4 grave", "m3 all"])
  }

  @Test("keeps the facts of an alert")
  func facts() throws {
    var facts = AlertFacts()
    facts.jobID = "j"
    facts.verdict = .crashLoop
    facts.failure = HealthReading.Failure(
      exception: "java.io.IOException", message: "no\nroute", place: MessagePlace(topic: "t", partition: 3, offset: 9),
      field: "a.b")
    facts.causeID = "kafka_unreachable"
    facts.platformText = "quota"
    facts.restarts = 4
    facts.pendingRecords = 0
    facts.lastCheckpointAt = 5
    facts.recommendedParallelism = 8
    #expect(AlertFacts(json: facts.json) == facts)
    #expect(AlertFacts(json: AlertFacts().json) == AlertFacts())
    #expect(AlertFacts(json: ["verdict": "NEW", "failure": ["exception": 3]]) == AlertFacts())
  }
}
