import AliyunFlink
import Deployments
import JSONCoding
import PipelineChanges
import PipelineTypes
import SQLLint

extension ManifestExport.Pipeline {
  /// A pipeline by the version in force.
  /// - Parameters:
  ///   - version: The version.
  ///   - deploymentID: The ID of the deployment.
  ///   - name: The name of the deployment.
  ///   - database: The database of the target tables; nil if it is not configured.
  init(_ version: DeploymentVersion, deploymentID: String, name: String, database: String?) {
    var arguments = version.record.arguments
    // Without arguments that generate it, the SQL is what describes the pipeline.
    if arguments[.topic] == nil || arguments[.hologresTable] == nil {
      arguments[.sql] = arguments[.sql] ?? .string(version.spec.sql)
    }
    self.init(name, arguments, [.version(version.number, deploymentID: deploymentID)], database)
  }

  /// A pipeline by the SQL that an earlier release recorded.
  /// - Parameters:
  ///   - sql: The SQL.
  ///   - topic: The topic; nil if it is not known.
  ///   - table: The tables, separated by commas; nil if they are not known.
  init(
    sql: String, topic: String?, table: String?, deploymentID: String, name: String, database: String?
  ) {
    var arguments: JSONObject = ["sql": .string(sql)]
    arguments[.topic] = topic.map(JSON.string)
    if let table { arguments.setTables(table) }
    self.init(name, arguments, [.recorded(deploymentID: deploymentID)], database)
  }

  /// A pipeline by what Alibaba Cloud has of a deployment that flink-deploy did not create.
  init(_ reading: DeploymentReading, database: String?) {
    let (deployment, spec) = (reading.deployment, reading.spec)
    var notes = [ManifestNote.foreign(deploymentID: deployment.id)]
    var arguments: JSONObject = ["sql": .string(spec.sql)]
    arguments[.deploymentTarget] = (deployment.document["deploymentTarget"]?["name"]?.string).map(JSON.string)
    arguments[.engineVersion] = spec.engineVersion.map(JSON.string)
    if spec.resources["resourceSettingMode"]?.string == "EXPERT" {
      notes.append(.expertResources)
    } else {
      arguments[.resources] = Self.resources(spec.resources["basicResourceSetting"])
    }
    let settings = spec.flinkConf.members.filter { ["string", "number", "boolean"].contains($0.value.kindName) }
    let secrets = settings.filter { SecretOption.exposure(of: $0.key, $0.value.string ?? $0.value.text) != nil }
      .map(\.key)
    let others = JSONObject(settings.filter { !secrets.contains($0.key) }.map { ($0.key, $0.value) })
    arguments[.flinkConf] = others.isEmpty ? nil : .object(others)
    if !secrets.isEmpty { notes.append(.secretSettings(secrets)) }
    if !spec.dependencies.isEmpty { notes.append(.dependencies(spec.dependencies)) }
    self.init(deployment.name, arguments, notes, database)
  }

  /// The argument for `basicResourceSetting` of Alibaba Cloud; nil for none.
  private static func resources(_ setting: JSON?) -> JSON? {
    var resources = JSONObject()
    resources["parallelism"] = setting?["parallelism"]
    for (name, member) in [
      ("job_manager", "jobmanagerResourceSettingSpec"), ("task_manager", "taskmanagerResourceSettingSpec"),
    ] {
      for part in ["cpu", "memory"] { resources["\(name)_\(part)"] = setting?[member]?[part] }
    }
    return resources.isEmpty ? nil : .object(resources)
  }

  /// A pipeline whose topic and tables come from its SQL where they are not known.
  private init(_ name: String, _ arguments: JSONObject, _ notes: [ManifestNote], _ database: String?) {
    var (arguments, notes) = (arguments, notes)
    if let sql = arguments[.sql]?.string {
      if arguments[.topic] == nil, let source = SQLLint.kafkaSources(in: sql).first {
        arguments[.topic] = .string(source.topic.description)
      }
      if arguments[.hologresTable] == nil, let database {
        let tables = SQLLint.hologresTables(in: sql, of: database)
        if !tables.isEmpty { arguments.setTables(tables.map(\.description).joined(separator: ", ")) }
      }
      let findings = SQLLint().findings(in: sql)
      if findings.contains(where: { if case .literalSecret = $0.problem { true } else { false } }) {
        arguments[.sql] = nil
        notes.append(.secretInSQL)
      }
    }
    if arguments[.topic] == nil { notes.append(.topicUnknown) }
    if arguments[.hologresTable] == nil { notes.append(.tableUnknown) }
    arguments[.name] = .string(name)
    self.init(name: name, arguments: arguments.inOrderOfTool, notes: notes)
  }
}

extension JSONObject {
  /// Sets the tables of a list such as `public.orders, public.clicks`.
  fileprivate mutating func setTables(_ list: String) {
    // A comma in a name is between quotes.
    var (names, isQuoted) = ([""], false)
    for character in list {
      if character == "\"" { isQuoted.toggle() }
      if character == ",", !isQuoted { names.append("") } else { names[names.count - 1].append(character) }
    }
    let tables = names.map { JSON.string(String($0.drop { $0 == " " })) }
    self[.hologresTable] = tables[0]
    if tables.count > 1 { self[.moreTables] = .array(Array(tables.dropFirst())) }
  }

  /// The arguments in the order of the tool, with the name behind the tables and the SQL at the end.
  fileprivate var inOrderOfTool: JSONObject {
    var order = [Argument.topic, .hologresTable, .moreTables, .name]
    order += ToolName.generateAndDeploy.arguments.filter { !order.contains($0) && $0 != .sql } + [.sql]
    return JSONObject(order.compactMap { argument in self[argument].map { (argument.rawValue, $0) } })
  }
}
