-- Hologres cannot store rows, so the generator writes them as text.
CREATE TEMPORARY TABLE kafka_source (
  `id` BIGINT,
  `name` ROW<a INT>
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE TEMPORARY TABLE hologres_sink (
  `id` BIGINT,
  `name` ROW<a INT>
) WITH (
  'connector' = 'hologres',
  'endpoint' = 'hologres:80',
  'dbname' = 'db',
  'tablename' = 'public.orders',
  'username' = '${secret_values.u}',
  'password' = '${secret_values.p}'
);

INSERT INTO hologres_sink SELECT id, name FROM kafka_source;
