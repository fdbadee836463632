/// The connectors, the formats and the options of Kafka's connector, as Realtime Compute documents them.
enum OptionCatalog {
  /// Connectors that names are held against, and the formats of Kafka's messages.
  static let connectors = words("kafka upsert-kafka hologres print blackhole datagen filesystem jdbc")
  static let formats = words(
    "avro avro-confluent canal-json csv debezium-avro-confluent debezium-json json maxwell-json ogg-json protobuf raw")

  static let kafka = words(
    """
    connector topic topic-pattern format value.format key.format key.fields key.fields-prefix value.fields-include
    value.fields-prefix scan.startup.mode scan.startup.timestamp-millis scan.startup.specific-offsets scan.bounded.mode
    scan.bounded.specific-offsets scan.bounded.timestamp-millis scan.topic-partition-discovery.interval scan.header-filter
    scan.check.duplicated.group.id sink.partitioner sink.delivery-guarantee sink.transactional-id-prefix sink.parallelism
    scan.parallelism scan.watermark.emit.strategy scan.watermark.alignment.group scan.watermark.alignment.max-drift
    scan.watermark.alignment.update-interval scan.watermark.idle-timeout
    """)

  static let kafkaRequired = ["properties.bootstrap.servers"]

  /// The options of `json` and of the formats made of it, without the format's name.
  static let json = words(
    """
    fail-on-missing-field ignore-parse-errors map-null-key.mode map-null-key.literal timestamp-format.standard
    encode.decimal-as-plain-number encode.ignore-null-fields decode.json-parser.enabled infer-schema.flatten-nested-columns.enable
    infer-schema.primitive-as-string
    """)

  /// What consumers, producers and their security are set up with, without `properties.` in front.
  static let kafkaClient = words(
    """
    acks allow.auto.create.topics auto.commit.interval.ms auto.include.jmx.reporter auto.offset.reset batch.size
    bootstrap.servers buffer.memory check.crcs client.dns.lookup client.id client.rack compression.type
    connections.max.idle.ms default.api.timeout.ms delivery.timeout.ms enable.auto.commit enable.idempotence
    enable.metrics.push exclude.internal.topics fetch.max.bytes fetch.max.wait.ms fetch.min.bytes group.id
    group.instance.id group.protocol group.remote.assignor heartbeat.interval.ms interceptor.classes isolation.level
    key.deserializer key.serializer linger.ms max.block.ms max.in.flight.requests.per.connection
    max.partition.fetch.bytes max.poll.interval.ms max.poll.records max.request.size metadata.max.age.ms
    metadata.max.idle.ms metric.reporters metrics.num.samples metrics.recording.level metrics.sample.window.ms
    partition.assignment.strategy partitioner.adaptive.partitioning.enable partitioner.availability.timeout.ms
    partitioner.class partitioner.ignore.keys receive.buffer.bytes reconnect.backoff.max.ms reconnect.backoff.ms
    request.timeout.ms retries retry.backoff.max.ms retry.backoff.ms sasl.client.callback.handler.class
    sasl.jaas.config sasl.kerberos.kinit.cmd sasl.kerberos.min.time.before.relogin sasl.kerberos.service.name
    sasl.kerberos.ticket.renew.jitter sasl.kerberos.ticket.renew.window.factor sasl.login.callback.handler.class
    sasl.login.class sasl.login.connect.timeout.ms sasl.login.read.timeout.ms sasl.login.refresh.buffer.seconds
    sasl.login.refresh.min.period.seconds sasl.login.refresh.window.factor sasl.login.refresh.window.jitter
    sasl.login.retry.backoff.max.ms sasl.login.retry.backoff.ms sasl.mechanism
    sasl.oauthbearer.clock.skew.seconds sasl.oauthbearer.expected.audience sasl.oauthbearer.expected.issuer
    sasl.oauthbearer.jwks.endpoint.refresh.ms sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms
    sasl.oauthbearer.jwks.endpoint.retry.backoff.ms sasl.oauthbearer.jwks.endpoint.url
    sasl.oauthbearer.scope.claim.name sasl.oauthbearer.sub.claim.name sasl.oauthbearer.token.endpoint.url
    security.protocol security.providers send.buffer.bytes session.timeout.ms
    socket.connection.setup.timeout.max.ms socket.connection.setup.timeout.ms ssl.cipher.suites
    ssl.enabled.protocols ssl.endpoint.identification.algorithm ssl.engine.factory.class ssl.key.password
    ssl.keymanager.algorithm ssl.keystore.certificate.chain ssl.keystore.key ssl.keystore.location
    ssl.keystore.password ssl.keystore.type ssl.protocol ssl.provider ssl.secure.random.implementation
    ssl.trustmanager.algorithm ssl.truststore.certificates ssl.truststore.location ssl.truststore.password
    ssl.truststore.type transaction.timeout.ms transactional.id value.deserializer value.serializer
    """)

  static func words(_ text: String) -> [String] { text.split { $0 == " " || $0.isNewline }.map(String.init) }
}
