-- expect: startup_mode_missing
-- Without a startup mode the job fails if the consumer group has no committed offsets.
CREATE TEMPORARY TABLE kafka_source (
  `id` BIGINT,
  `name` STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'g',
  'format' = 'json'
);

CREATE TEMPORARY TABLE hologres_sink (
  `id` BIGINT,
  `name` STRING
) WITH (
  'connector' = 'hologres',
  'endpoint' = 'hologres:80',
  'dbname' = 'db',
  'tablename' = 'public.orders',
  'username' = '${secret_values.u}',
  'password' = '${secret_values.p}'
);

INSERT INTO hologres_sink SELECT id, name FROM kafka_source;
