/// How an emulator is set up.
public struct EmulatorConfiguration: Sendable {
  /// A key that may sign.
  public struct Account: Sendable {
    /// AccessKey ID.
    public var accessKeyID: String
    /// The secret.
    public var accessKeySecret: String
    /// Set for a temporary key (STS).
    public var securityToken: String?
    /// The RAM actions that its policy allows, such as `stream:GetJob`; nil for all.
    public var actions: Set<String>?

    /// An account.
    public init(
      accessKeyID: String, accessKeySecret: String, securityToken: String? = nil, actions: Set<String>? = nil
    ) {
      self.accessKeyID = accessKeyID
      self.accessKeySecret = accessKeySecret
      self.securityToken = securityToken
      self.actions = actions
    }
  }

  /// How long things take, in milliseconds.
  public struct Durations: Sendable {
    /// A deploy ticket executes.
    public var ticket = 400
    /// A job starts.
    public var start = 800
    /// A job stops.
    public var stop = 500

    /// The defaults: quick, but seen by a person.
    public init() {}

    /// Durations.
    public init(ticket: Int, start: Int, stop: Int) {
      self.ticket = ticket
      self.start = start
      self.stop = stop
    }
  }

  /// The keys.
  public var accounts: [Account]
  /// The one workspace.
  public var workspaceID: String
  /// Its one namespace.
  public var namespace: String
  /// How long things take.
  public var durations = Durations()
  /// Requests a second for each operation; the platform documents 100.
  public var requestsPerSecond = 100
  /// The variables of the namespace, by name; the API never shows their values.
  ///
  /// By default they are the ones that flink-deploy writes into SQL if no setting names others.
  public var variables = [
    "hologres_username": "emulated", "hologres_password": "emulated", "kafka_username": "emulated",
    "kafka_password": "emulated",
  ]
  /// Port to listen on at 127.0.0.1; 0 for a free one.
  public var port = 0
  /// File that keeps the state over a restart; nil for none.
  public var stateFile: String?

  /// A set-up with the keys of the official client demo and a quick pace.
  public init(
    accounts: [Account] = [
      Account(accessKeyID: "testAccessKeyId", accessKeySecret: "testAccessKeySecret"),
      Account(
        accessKeyID: "STS.testKeyId", accessKeySecret: "stsTestSecret", securityToken: "stsTestToken+/="),
    ], workspaceID: String = "a14bd5d90a0000", namespace: String = "default-namespace"
  ) {
    self.accounts = accounts
    self.workspaceID = workspaceID
    self.namespace = namespace
  }
}
