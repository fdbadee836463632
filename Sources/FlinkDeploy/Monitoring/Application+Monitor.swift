import Alerting
import AliyunFlink
import DeploymentStore
import Deployments
import FoundationEssentials
import HTTPTransport
import Hashing
import Postgres

/// The parts of the monitor, made of the settings.
extension Application {
  /// What a monitor is asked to do.
  struct MonitorOptions: Sendable {
    /// The time from one round to the next, in seconds.
    var interval: Double
    /// The path of the metrics file; nil for none.
    var metricsFile: String?
  }

  /// A monitor of the namespace.
  /// - Parameter journal: Shows what happens.
  /// - Throws: ``Failure`` that names a missing setting, or settings of different sources.
  func makeMonitor(_ options: MonitorOptions, _ journal: any MonitorWitness) throws(Failure) -> Monitor {
    let channels = try usableChannels()
    let rules = try settings.alertRules()
    let cloud = CountingCloud(AliyunCloud(client: try impatient.makeAPIClient(logger)))
    let records = try settings.makeStore(logger)
    let service = makeReadingService(cloud, records)
    // Its connections are not those of the readings, which can take all of theirs.
    let alerts = try makeAlertStore()
    let outages = OutageLog(logger)
    let leadership = Leadership(alerts, lease: .seconds(settings.monitorLeaseSeconds), outages: outages)
    let composer = alertComposer
    let courier = Courier(
      channels: channels,
      Courier.Surroundings(
        store: alerts, transport: CurlTransport(), now: Application.now, lead: { leadership.current },
        text: composer.text(of:), outages: outages, logger: logger))
    let surroundings = MonitorSurroundings(
      reader: FleetReader(cloud: cloud) { await service.health(of: $0, sqlRecordID: $1) }, records: records,
      alerts: alerts, rules: rules,
      recipients: channels.map { Recipient(channel: $0.name, severity: $0.severity) }, interval: options.interval,
      now: Application.now, newID: { UUID().uuidString.lowercased() },
      describe: { [voice] in OperationFailure($0).problem.text(voice) },
      deletedText: JobFailure.deletedFromPlatform.text(voice), wakeCourier: courier.wake, outages: outages)
    return Monitor(
      surroundings, leadership, courier, metricsFile: options.metricsFile.map { WholeFile(path: $0, mode: 0o644) },
      journal: journal)
  }

  /// Makes the texts of messages, in the language of people.
  var alertComposer: AlertComposer {
    AlertComposer(
      voice: settings.voice(of: .commands), time: .process, region: settings.region, secrets: settings.secrets)
  }

  /// A store of alerts with connections of its own.
  /// - Throws: ``Failure`` that names the missing setting.
  func makeAlertStore() throws(Failure) -> PostgresAlertStore {
    guard let workspaceID = settings.workspaceID else { throw Failure(RequiredSetting.workspaceID) }
    guard let namespace = settings.namespace else { throw Failure(RequiredSetting.namespace) }
    return PostgresAlertStore(
      client: try settings.makeDatabaseClient(logger),
      scope: PostgresOperationStore.Scope(
        workspaceID: workspaceID, namespace: namespace, owner: randomHexadecimal(bytes: 12),
        leaseSeconds: settings.monitorLeaseSeconds))
  }

  /// The channels.
  /// - Throws: ``Failure`` if the address and the secret of one have different sources.
  func usableChannels() throws(Failure) -> [AlertChannel] {
    for channel in settings.alertChannels { try settings.checkSources(.alertChannel(channel.name)) }
    if !settings.alertChannels.isEmpty { try SystemLibrary.libcurl.load() }
    return settings.alertChannels
  }

  /// Settings by which no call of the API keeps a round waiting for long.
  private var impatient: Settings {
    var settings = settings
    settings.stepTimeout = min(settings.stepTimeout, Application.longestCall)
    return settings
  }

  /// The limit of an API call of the monitor, all attempts together, in seconds.
  private static let longestCall = 30.0

  /// The time in milliseconds since 1970.
  static let now: @Sendable () -> Int = { Int(Date.now.timeIntervalSince1970 * 1000) }

  /// A service that reads jobs and drives nothing.
  private func makeReadingService(_ cloud: any Cloud, _ store: any OperationStore & BatchStore) -> DeploymentService {
    DeploymentService(
      cloud: cloud, store: store, limits: OperationMachine.Limits(), isReadOnly: true, topicEnds: topicEnds.read,
      describe: { [voice] in $0.text(voice) }, logger: logger)
  }
}

extension Settings {
  /// How long the lead of a monitor lasts without renewal, in seconds; long enough for a request to a receiver.
  var monitorLeaseSeconds: Double { max(3, leaseSeconds) }

  /// The region of the endpoint, such as `cn-hangzhou`; nil for an endpoint of another form.
  var region: String? {
    guard let host = endpoint?.split(separator: "/").last, host.hasSuffix(".aliyuncs.com") else { return nil }
    let parts = host.split(separator: ".")
    guard parts.count == 4, parts[0].hasPrefix("ververica") else { return nil }
    return String(parts[1])
  }
}
