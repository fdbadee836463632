// swift-tools-version: 6.2
import PackageDescription

// Targets stand in layers, lowest first; arrows point down only (see Sources/ARCHITECTURE.md).
// One dependency a line, sorted, so that a diff shows what changed.

// Warnings stop our own builds (see the Makefile), never those of a user whose newer compiler has new ones.
let warnings: [SwiftSetting] =
  Context.environment["WARNINGS_AS_ERRORS"] == "true" ? [.treatAllWarnings(as: .error)] : []

let settings: [SwiftSetting] =
  warnings + [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]

let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let rdkafka: Target.Dependency = .target(name: "CRdKafka", condition: .when(traits: ["KafkaSampling"]))

/// Each test target sees what it tests, and the fixtures.
func test(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["JSONCoding", "TestSupport"], exclude: exclude, resources: resources)
}

let tests: [Target] = [
  .target(
    name: "TestSupport",
    dependencies: [
      "AliyunFlinkEmulator", "DeploymentStore", "FlinkDeploy", "Hashing", "JSONCoding", "Postgres", "Sandbox", log,
    ],
    path: "Tests/TestSupport"),
  // Not a test of its own: `make verify-sql` and `make verify-engine` run it against the real engine.
  .executableTarget(
    name: "flink-sql-corpus",
    dependencies: [
      "AliyunFlinkEmulator", "FlinkSQL", "JSONCoding", "Notices", "PipelineTypes", "Postgres", "SQLLint", "Sandbox",
    ],
    path: "Tests/FlinkEngine/Corpus"),
  .executableTarget(
    name: "sampling-benchmark", dependencies: ["FlinkSQL", "JSONCoding", "KafkaSampling", "PipelineTypes", "Sandbox"],
    path: "Tests/Benchmarks/Sampling"),
  test(
    "AlertingTests",
    [
      "Alerting", "HTTPTransport", "JobHealth", "Sandbox",
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
    ], resources: [.copy("Causes/cause-inputs.json")]),
  test(
    "AliyunFlinkTests", ["AliyunFlink", "AliyunFlinkEmulator", "HTTPTransport", log],
    resources: [.copy("signature-vectors.json")]),
  test("CatalogAndSamplingTests", ["HologresCatalog", "KafkaSampling", "PipelineTypes", "Postgres", "Sandbox"]),
  test(
    "EngineTests",
    ["AliyunFlinkEmulator", "Postgres", "Sandbox", "flink-deploy", "flink-sandbox"]),
  test(
    "EndToEndTests",
    [
      "AliyunFlinkEmulator", "FlinkDeploy", "JSONRPC", "ModelContextProtocol", "Postgres", "Sandbox", log,
      "flink-deploy",
    ]),
  test(
    "DeploymentStoreTests", ["Alerting", "DeploymentStore", "Deployments", "JobHealth", "Postgres", "Sandbox"],
    exclude: ["Upgrades/Stores"]),
  test("DeploymentsTests", ["AliyunFlink", "AliyunFlinkEmulator", "Deployments", "HTTPTransport", "JobHealth", log]),
  test(
    "FlinkDeployTests",
    [
      "Alerting", "AliyunFlink", "AliyunFlinkEmulator", "DeploymentStore", "Deployments", "FlinkDeploy", "FlinkSQL",
      "HTTPTransport", "JobHealth", "KafkaSampling", "ModelContextProtocol", "Notices", "PipelineChanges",
      "PipelineTypes", "Postgres", "Sandbox", "SQLLint", "ToolSchemas", log, "flink-deploy", "flink-sandbox",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    exclude: ["Catalogue/wording.en.txt", "Catalogue/wording.zh.txt", "Surface"]),
  test("FlinkSQLTests", ["FlinkSQL", "Notices", "PipelineTypes"], exclude: ["Golden"]),
  test("JSONCodingTests", []),
  test("JobHealthTests", ["JobHealth"], resources: [.copy("Recordings")]),
  test("JSONRPCTests", ["JSONRPC"]),
  test("ModelContextProtocolTests", ["JSONRPC", "ModelContextProtocol", log]),
  test("PipelineChangesTests", ["Notices", "PipelineChanges"]),
  test("PostgresTests", ["Postgres", "Sandbox", log]),
  test("SQLLintTests", ["Notices", "PipelineTypes", "SQLLint"]),
  test("YAMLTests", ["YAML"]),
]

let package = Package(
  name: "flink-deploy",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "flink-deploy", targets: ["flink-deploy"]),
    .executable(name: "flink-sandbox", targets: ["flink-sandbox"]),
  ],
  traits: [
    .trait(name: "KafkaSampling", description: "Reads sample messages from Kafka topics; needs librdkafka-dev.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // C libraries, most of them loaded when first used
    .target(name: "CLazyLoading"),
    .target(name: "CLibCurl", dependencies: ["CLazyLoading"]),
    .target(name: "CLibPQ", dependencies: ["CLazyLoading"]),
    .target(name: "CLibYAML", dependencies: ["CLazyLoading"]),
    .target(name: "CMalloc"),
    .target(name: "COpenSSL", dependencies: ["CLazyLoading"]),
    .target(name: "CRdKafka", dependencies: ["CLazyLoading"]),
    .target(name: "CSpawn"),

    // Leaves
    .target(name: "Hashing", dependencies: ["COpenSSL"]),
    .target(name: "JSONCoding"),
    .target(name: "Notices"),
    .target(name: "YAML", dependencies: ["CLibYAML"]),
    .target(name: "JobHealth", dependencies: ["JSONCoding", "Notices"]),
    .target(name: "PipelineTypes", dependencies: ["Notices"]),

    // Protocol
    .target(name: "JSONRPC", dependencies: ["CMalloc", "JSONCoding"]),
    .target(name: "ModelContextProtocol", dependencies: ["JSONCoding", "JSONRPC", log]),

    // Outside systems
    .target(name: "Postgres", dependencies: ["CLibPQ", log]),
    .target(name: "HTTPTransport", dependencies: ["CLibCurl", "Notices"]),
    .target(name: "AliyunFlink", dependencies: ["HTTPTransport", "Hashing", "JSONCoding", "Notices", log]),
    .target(
      name: "Alerting", dependencies: ["HTTPTransport", "Hashing", "JSONCoding", "JobHealth"],
      resources: ["flink", "hologres", "kafka"].map { .embedInCode("Causes/\($0).json") }),
    .target(name: "FlinkSQL", dependencies: ["Hashing", "JSONCoding", "Notices", "PipelineTypes"]),
    .target(name: "SQLLint", dependencies: ["Notices", "PipelineTypes"]),
    .target(name: "PipelineChanges", dependencies: ["JSONCoding", "Notices", "PipelineTypes", "SQLLint"]),
    .target(name: "HologresCatalog", dependencies: ["PipelineTypes", "Postgres"]),
    .target(name: "KafkaSampling", dependencies: ["Notices", "PipelineTypes", rdkafka]),

    // Domain
    .target(
      name: "Deployments",
      dependencies: ["AliyunFlink", "Hashing", "JSONCoding", "JobHealth", "Notices", "PipelineChanges", log]),
    .target(name: "DeploymentStore", dependencies: ["Alerting", "Deployments", "JSONCoding", "JobHealth", "Postgres"]),

    // Faces
    .target(
      name: "ToolSchemas", path: "tool-schemas",
      resources: [
        "generate_and_deploy", "start_job", "stop_job", "get_job_status", "update_job", "deploy_pipelines",
      ].map { .embedInCode("\($0).json") }),
    .target(
      name: "FlinkDeploy",
      dependencies: [
        "Alerting", "AliyunFlink", "DeploymentStore", "Deployments", "FlinkSQL", "HTTPTransport", "Hashing",
        "HologresCatalog", "JSONCoding", "JSONRPC", "JobHealth", "KafkaSampling", "ModelContextProtocol", "Notices",
        "PipelineChanges", "PipelineTypes", "Postgres", "SQLLint", "ToolSchemas", "YAML", log,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "flink-deploy",
      dependencies: ["FlinkDeploy", .product(name: "ArgumentParser", package: "swift-argument-parser")]),

    // Sandbox
    .target(
      name: "AliyunFlinkEmulator",
      dependencies: [
        "Hashing", "JSONCoding",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .target(
      name: "Sandbox",
      dependencies: [
        "AliyunFlinkEmulator", "CSpawn", "DeploymentStore", "HTTPTransport", "Hashing", "JSONCoding", "Postgres", log,
        rdkafka,
      ]),
    .executableTarget(
      name: "flink-sandbox",
      dependencies: [
        "AliyunFlinkEmulator", "JSONCoding", "Postgres", "Sandbox",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
  ] + tests
)

// A C library has a C and another capital letter.
for target in package.targets where !(target.name.hasPrefix("C") && target.name.prefix(2).allSatisfy(\.isUppercase)) {
  target.swiftSettings = settings
}
