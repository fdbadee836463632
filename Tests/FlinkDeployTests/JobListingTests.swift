import Deployments
import JSONCoding
import JobHealth
import Testing

@testable import FlinkDeploy

@Suite("The list of jobs")
struct JobListingTests {
  private static let now = 1_767_225_660_000

  private static func job(
    _ id: Int, _ status: OperationStatus, _ verdict: Verdict? = nil, deployment: String? = nil, age: Int = 10
  ) -> ListedJob {
    func reading(_ time: Int, _ count: Int) -> HealthReading {
      var reading = HealthReading(readAt: time)
      reading.state = "RUNNING"
      reading.source.recordsIn = count
      reading.sink.recordsIn = count
      reading.source.pendingRecords = 7
      return reading
    }
    let time = now - 1000 * age
    return ListedJob(
      record: JobRecord(
        id: id, sqlRecordID: nil, deploymentID: deployment ?? "d\(id)", jobID: "j\(id)", deploymentName: "n\(id)",
        status: status, errorMessage: nil, updatedAt: "2026-01-01T00:00:00Z"),
      health: verdict.map { verdict in
        [
          StoredHealth(time: time, verdict: verdict, reading: reading(time, 300)),
          StoredHealth(time: time - 20_000, verdict: .unknown, reading: reading(time - 20_000, 100)),
        ]
      } ?? [])
  }

  @Test("shows the jobs in trouble first, the newest of each kind before older ones")
  func order() {
    let jobs = [
      Self.job(12, .running, .flowing), Self.job(11, .running, .lagging), Self.job(10, .failed),
      Self.job(9, .running), Self.job(8, .running, .crashLoop), Self.job(7, .cancelled),
      Self.job(6, .running, .notWriting), Self.job(5, .running, .crashLoop), Self.job(4, .running, .backpressured),
      Self.job(2, .starting), Self.job(1, .running, .idle),
    ]
    let listing = JobListing(jobs, now: Self.now)
    #expect(listing.byUrgency.map(\.record.id) == [8, 5, 6, 10, 4, 11, 9, 2, 12, 1, 7])
    #expect(listing.entries.map(\.record.id) == jobs.map(\.record.id))
    #expect(listing.worst?.record.id == 8)
  }

  @Test(
    "knows the verdict only of a job that runs and was read within a quarter of an hour",
    arguments: [
      (OperationStatus.running, Verdict.flowing, 10, Verdict.flowing), (.running, .flowing, 899, .flowing),
      (.running, .flowing, 901, .unknown), (.running, nil, 0, .unknown), (.starting, nil, 0, .starting),
      (.starting, .crashLoop, 10, .crashLoop), (.failed, .crashLoop, 10, .notRunning),
      (.cancelled, .flowing, 10, .notRunning), (.deployed, nil, 0, .notRunning),
    ] as [(OperationStatus, Verdict?, Int, Verdict)])
  func verdict(_ status: OperationStatus, _ stored: Verdict?, _ age: Int, _ expected: Verdict) throws {
    let listing = JobListing([Self.job(1, status, stored, age: age)], now: Self.now)
    let entry = try #require(listing.entries.first)
    #expect(entry.verdict == expected)
    #expect((entry.figures?.recordsInPerSecond != nil) == (stored != nil && expected == stored))
  }

  @Test("has the members of the contract for tools, and rates and lag too for commands")
  func members() throws {
    let listing = JobListing([Self.job(2, .running, .flowing), Self.job(1, .running, .crashLoop)], now: Self.now)
    let result = ActionResult(listing, nextCursor: "1")
    let forTools = JSON.object(result.document(Voice(.english, .tools)))
    #expect(forTools["next_cursor"] == "1")
    #expect(forTools["next_step"]?.string?.contains("j1") == true)
    let first = try #require(forTools["jobs"]?.array?.first?.object)
    #expect(
      first.keys == [
        "deployment_id", "deployment_name", "job_id", "aliyun_job_id", "status", "verdict", "updated_at",
      ])
    #expect(first["aliyun_job_id"] == 2)
    let forCommands = JSON.object(result.document(Voice(.english, .commands)))
    let worst = forCommands["jobs"]?.array?.first
    #expect(worst?["aliyun_job_id"] == 1)
    #expect(worst?["records_in_per_second"] == 10)
    #expect(worst?["records_out_per_second"] == 10)
    #expect(worst?["pending_records"] == 7)
  }

  @Test("is a table of the jobs with verdict, rates and lag", arguments: Language.allCases)
  func table(_ language: Language) throws {
    let listing = JobListing([Self.job(2, .running, .flowing), Self.job(1, .running, .crashLoop)], now: Self.now)
    let table = JobList.table(listing, Voice(language, .commands))
    let lines = table.text.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].contains("1 ") && lines[1].contains("CRASH_LOOP"))
    #expect(lines[2].contains("FLOWING") && lines[2].contains("10.0") && lines[2].contains(" 7 "))
    let columns = try zip(lines, [TableLabel.statusHeader.text(Voice(language, .commands)), "RUNNING", "RUNNING"]).map {
      $0[..<(try #require($0.firstRange(of: $1)).lowerBound)].displayWidth
    }
    #expect(Set(columns).count == 1, "\(columns)")
  }
}
