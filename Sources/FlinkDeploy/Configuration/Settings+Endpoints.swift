import FlinkSQL
import KafkaSampling

extension Settings {
  /// The addresses in generated SQL, as the Flink job connects to them.
  /// - Throws: ``Failure`` that names the missing setting.
  func pipelineEndpoints() throws(Failure) -> PipelineEndpoints {
    guard let servers = flinkKafkaBootstrapServers ?? kafka?.bootstrapServers else { throw Failure(.kafkaServers) }
    guard let hologres = flinkHologresEndpoint ?? hologresEndpoint else { throw Failure(.hologresEndpoint) }
    guard let database = hologresDatabase else { throw Failure(.hologresDatabase) }
    return PipelineEndpoints(
      bootstrapServers: servers, kafkaSecurity: flinkKafkaSecurity, hologresEndpoint: hologres,
      hologresDatabase: database, hologresUsernameSecret: hologresUsernameSecret,
      hologresPasswordSecret: hologresPasswordSecret)
  }
}
