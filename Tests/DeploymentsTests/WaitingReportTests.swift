import JobHealth
import Logging
import TestSupport
import Testing

@testable import Deployments

@Suite("Reports on many jobs", .endsIfStuck)
struct WaitingReportTests {
  private static func record(_ id: Int) -> JobRecord {
    JobRecord(
      id: id, sqlRecordID: nil, deploymentID: "d\(id)", jobID: "j\(id)", deploymentName: nil, status: .running,
      errorMessage: nil, updatedAt: "2026-01-01T00:00:00Z")
  }

  @Test("show the record if Alibaba Cloud cannot be asked in time, and the job is judged all the same")
  func late() async throws {
    let most = DeploymentService.mostReports
    let (clock, cloud) = (HandClock(), HeldCloud(LateFlink()))
    let service = DeploymentService(
      cloud: cloud, store: ReadingStore(records: (0...most).map(Self.record)), clock: clock, limits: .init(),
      describe: { _ in "" }, logger: Logger(label: "test"))
    try await withThrowingTaskGroup(of: JobReport.self) { group in
      for id in 0..<most { group.addTask { try await service.report(.aliyunJob(id)) } }
      await cloud.calls.reached(most)
      async let last = service.report(.aliyunJob(most))
      await clock.sleeps.reached(1)
      clock.advance(by: DeploymentService.reportTime)
      let report = try await last
      #expect(report.isStale && report.staleReason == nil && report.job == nil && report.status == .running)
      #expect(!cloud.jobIDs.contains("j\(most)"))
      for id in 0...most { cloud.open("j\(id)") }
      for try await other in group { #expect(!other.isStale) }
      let observation = await service.observation(of: report, observing: .zero)
      #expect(observation.reading?.flinkID == LateFlink.flinkID)
    }
  }
}
