-- The JSON reader accepts only text as keys of a MAP, as the dry parse says.
CREATE TEMPORARY TABLE kafka_source (
  `id` BIGINT,
  `name` MAP<INT, STRING>
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'scan.startup.mode' = 'earliest-offset',
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

INSERT INTO hologres_sink SELECT id, name[1] FROM kafka_source;
