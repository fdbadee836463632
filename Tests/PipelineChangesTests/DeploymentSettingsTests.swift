import JSONCoding
import PipelineChanges
import Testing

@Suite("Settings of a deployment")
struct DeploymentSettingsTests {
  private static func settings(_ conf: KeyValuePairs<String, JSON>, _ basic: JSON = [:]) -> DeploymentSettings {
    DeploymentSettings(document: [
      "engineVersion": "vvr-8.0.11-flink-1.17", "flinkConf": .object(JSONObject(conf.map { ($0.key, $0.value) })),
      "streamingResourceSetting": ["resourceSettingMode": "BASIC", "basicResourceSetting": basic],
    ])
  }

  @Test(
    "are the same in other spellings",
    arguments: [
      ("execution.checkpointing.interval", "60s", "1min"), ("execution.checkpointing.interval", "60s", 60_000),
      ("execution.checkpointing.interval", "180 s", "3 m"), ("execution.checkpointing.timeout", "1 h", "3600000 ms"),
      ("restart-strategy.fixed-delay.delay", "1 d", "24 hours"), ("restart-strategy.fixed-delay.attempts", "3", 3),
      ("restart-strategy.fixed-delay.attempts", 3.0, 3), ("table.exec.mini-batch.enabled", true, "TRUE"),
      ("taskmanager.memory.process.size", "16GiB", "16384 MiB"), ("taskmanager.memory.process.size", "16 gb", "16384m"),
      ("taskmanager.memory.process.size", "1.5 GiB", "1536 mb"), ("table.local-time-zone", "UTC", "UTC "),
      ("table.exec.state.ttl", "128000s", "128000 s"), ("a.fraction", 0.50, "0.5"), ("x", "1500 us", "1500 µs"),
    ] as [(String, JSON, JSON)])
  func spellings(_ key: String, _ left: JSON, _ right: JSON) {
    let (old, new) = (Self.settings([key: left]), Self.settings([key: right]))
    #expect(DeploymentSettings.changes(from: old, to: new).isEmpty)
    #expect(old == new)
  }

  @Test(
    "differ in other values",
    arguments: [
      ("execution.checkpointing.interval", "60s", "61s"), ("execution.checkpointing.interval", "1m", "1ms"),
      ("restart-strategy", "fixed-delay", "none"), ("taskmanager.memory.process.size", "1m", "1k"),
      ("table.exec.mini-batch.enabled", true, false), ("pipeline.max-parallelism", 64, 128), ("x", "a", "A"),
      ("x", "1 parsec", "2 parsec"), ("x", "\u{e9}", "e\u{301}"), ("x", 1, "1 s"),
    ] as [(String, JSON, JSON)])
  func differences(_ key: String, _ left: JSON, _ right: JSON) throws {
    let changes = DeploymentSettings.changes(from: Self.settings([key: left]), to: Self.settings([key: right]))
    let change = Change(what: "flink_conf.\(key)", from: left.string ?? left.text, to: right.string ?? right.text)
    #expect(changes == [change])
    #expect(DeploymentSettings.drift(from: Self.settings([key: left]), to: Self.settings([key: right])) == [change])
  }

  @Test("of resources are the same in other spellings, and differ in other values")
  func resources() {
    func basic(_ cpu: JSON, _ memory: JSON, _ parallelism: JSON) -> DeploymentSettings {
      let specification: JSON = ["cpu": cpu, "memory": memory]
      return Self.settings(
        [:],
        [
          "parallelism": parallelism, "jobmanagerResourceSettingSpec": specification,
          "taskmanagerResourceSettingSpec": specification,
        ])
    }
    #expect(basic(2.0, "16GiB", 4) == basic(2, "16 GiB", "4"))
    #expect(
      DeploymentSettings.changes(from: basic(1, "4 GiB", 1), to: basic(1, "8 GiB", 2)) == [
        Change(what: "resources.job_manager_memory", from: "4 GiB", to: "8 GiB"),
        Change(what: "resources.parallelism", from: "1", to: "2"),
        Change(what: "resources.task_manager_memory", from: "4 GiB", to: "8 GiB"),
      ])
  }

  @Test("of the expert mode are compared as a document")
  func plan() {
    func expert(_ plan: String) -> DeploymentSettings {
      DeploymentSettings(document: [
        "streamingResourceSetting": [
          "resourceSettingMode": "EXPERT",
          "expertResourceSetting": [
            "resourcePlan": .string(plan), "jobmanagerResourceSettingSpec": ["cpu": 1, "memory": "4 GiB"],
          ],
        ]
      ])
    }
    #expect(expert("{\"a\":1.0,\"b\":[2]}") == expert("{ \"b\": [2], \"a\": 1 }"))
    #expect(
      DeploymentSettings.changes(from: expert("{\"a\":1}"), to: expert("{\"a\":2}")).map(\.what) == ["resources.plan"])
  }

  @Test("differ in both directions, those of the engine first")
  func directions() {
    let old = DeploymentSettings(document: [
      "engineVersion": "vvr-8.0.7-flink-1.17", "deploymentTarget": ["mode": "PER_JOB", "name": "a"],
      "flinkConf": ["z": "1"], "localVariables": [["name": "v", "value": "1"]], "labels": ["x": "y"],
      "artifact": ["sqlArtifact": ["sqlScript": "SELECT 1", "additionalDependencies": ["b.jar", "a.jar"]]],
    ])
    let new = DeploymentSettings(document: [
      "engineVersion": "vvr-8.0.11-flink-1.17", "deploymentTarget": ["name": "b"], "flinkConf": ["y": "2"],
      "labels": ["x": "z"], "name": "other", "artifact": ["sqlArtifact": ["additionalDependencies": ["a.jar"]]],
    ])
    #expect(
      DeploymentSettings.changes(from: old, to: new) == [
        Change(what: "engine_version", from: "vvr-8.0.7-flink-1.17", to: "vvr-8.0.11-flink-1.17"),
        Change(what: "deployment_target", from: "a", to: "b"),
        Change(what: "deployment_target.mode", from: "PER_JOB", to: nil),
        Change(what: "additional_dependencies", from: "a.jar b.jar", to: "a.jar"),
        Change(what: "local_variables.v", from: "1", to: nil), Change(what: "flink_conf.y", from: nil, to: "2"),
        Change(what: "flink_conf.z", from: "1", to: nil),
      ])
    let back = DeploymentSettings.changes(from: new, to: old)
    #expect(back.map(\.what) == DeploymentSettings.changes(from: old, to: new).map(\.what))
  }

  @Test("that only the cloud has are drift, unless they are its defaults")
  func drift() {
    let recorded = Self.settings(["restart-strategy": "none"])
    let defaults = Self.settings(
      [
        "restart-strategy": "none", "execution.checkpointing.interval": "3min", "taskmanager.numberOfTaskSlots": 1,
        "execution.checkpointing.timeout": "600 s",
      ],
      [
        "parallelism": 1, "jobmanagerResourceSettingSpec": ["cpu": 1.0, "memory": "4096 MiB"],
        "taskmanagerResourceSettingSpec": ["cpu": 1, "memory": "4GiB"],
      ])
    #expect(DeploymentSettings.drift(from: recorded, to: defaults).isEmpty)
    // Another value than the default, and a value that is gone, are not the platform's doing.
    let edited = Self.settings(["execution.checkpointing.interval": "60 s"])
    #expect(
      DeploymentSettings.drift(from: recorded, to: edited) == [
        Change(what: "flink_conf.execution.checkpointing.interval", from: "180s", to: "60 s"),
        Change(what: "flink_conf.restart-strategy", from: "none", to: nil),
      ])
    #expect(!DeploymentSettings.drift(from: defaults, to: recorded).isEmpty)
  }

  @Test("have one spelling of keys that have two, unless both are set to different values")
  func keys() {
    #expect(Self.settings(["restart-strategy.type": "none"]) == Self.settings(["restart-strategy": "none"]))
    let both = Self.settings(["restart-strategy.type": "none", "restart-strategy": "none"])
    #expect(both == Self.settings(["restart-strategy": "none"]))
    let different = Self.settings(["restart-strategy.type": "none", "restart-strategy": "fixed-delay"])
    #expect(
      DeploymentSettings.changes(from: Self.settings(["restart-strategy": "fixed-delay"]), to: different) == [
        Change(what: "flink_conf.restart-strategy.type", from: nil, to: "none")
      ])
  }

  @Test("do not show secrets")
  func secrets() {
    let (old, new) = (
      Self.settings(["fs.oss.accessKeySecret": "s3cret"]), Self.settings(["fs.oss.accessKeySecret": "other"])
    )
    let change = Change(what: "flink_conf.fs.oss.accessKeySecret", from: "******", to: "******")
    #expect(DeploymentSettings.changes(from: old, to: new) == [change])
    #expect(
      change.json.text == "{\"what\":\"flink_conf.fs.oss.accessKeySecret\",\"from\":\"******\",\"to\":\"******\"}")
  }

  @Test("read any document")
  func malformed() {
    let documents: [JSONObject] = [
      [:], ["flinkConf": 1, "streamingResourceSetting": "x", "artifact": [1], "localVariables": [1, ["name": 2]]],
      [
        "engineVersion": .null,
        "flinkConf": ["a": .null, "b": [1], "c": ["d": "e"], "f": "", "g": " ", "h": "1e999 s"],
      ],
    ]
    for document in documents {
      let settings = DeploymentSettings(document: document)
      #expect(DeploymentSettings.changes(from: settings, to: settings).isEmpty)
      #expect(settings.engineVersion == nil)
    }
  }
}

@Suite("A hot update")
struct HotUpdateTests {
  private static func change(_ what: String, _ to: String? = "2") -> Change { Change(what: what, from: "1", to: to) }

  private static let possible = [
    "resources.parallelism", "flink_conf.execution.checkpointing.interval",
    "flink_conf.execution.checkpointing.timeout", "flink_conf.execution.checkpointing.min-pause",
  ]

  private static func deployment(_ engine: String, mode: String = "BASIC") -> DeploymentSettings {
    DeploymentSettings(document: [
      "engineVersion": .string(engine), "streamingResourceSetting": ["resourceSettingMode": .string(mode)],
    ])
  }

  private static let engine = deployment("vvr-8.0.11-flink-1.17")

  @Test("is possible for four settings, on engines from 8.0.1")
  func settings() {
    let changes = Self.possible.map { Self.change($0) }
    for change in changes {
      #expect(HotUpdate.isPossible(for: [change], of: Self.deployment("vvr-8.0.1-flink-1.17")))
      #expect(!HotUpdate.isPossible(for: [change], of: Self.deployment("vvr-8.0.0-flink-1.17")))
      #expect(!HotUpdate.isPossible(for: [change], of: Self.deployment("vvr-6.0.7-flink-1.15")))
    }
    #expect(HotUpdate.isPossible(for: changes, of: Self.deployment("vvr-11.1-jdk11-flink-1.20")))
    #expect(!HotUpdate.isPossible(for: changes, of: Self.deployment("latest")))
    #expect(!HotUpdate.isPossible(for: changes, of: DeploymentSettings(document: [:])))
  }

  @Test("is not possible for the parallelism of the expert mode")
  func expert() {
    let expert = Self.deployment("vvr-8.0.11-flink-1.17", mode: "EXPERT")
    #expect(
      Self.possible.map { HotUpdate.isPossible(for: [Self.change($0)], of: expert) } == [false, true, true, true])
  }

  @Test(
    "is not possible for anything else",
    arguments: [
      "sql", "engine_version", "resources.task_manager_cpu", "resources.plan", "flink_conf.restart-strategy",
      "flink_conf.execution.checkpointing.mode", "additional_dependencies",
    ])
  func others(_ what: String) {
    let change = Self.change(what)
    #expect(!HotUpdate.isPossible(for: [change], of: Self.engine))
    #expect(!HotUpdate.isPossible(for: [Self.change(Self.possible[0]), change], of: Self.engine))
    #expect(!HotUpdate.isPossible(for: [], of: Self.engine))
    #expect(!HotUpdate.isPossible(for: [Self.change(Self.possible[1], nil)], of: Self.engine))
  }
}
