-- expect: columns_swapped
-- An INSERT without column names writes by position, and both columns have the same type.
CREATE TEMPORARY TABLE kafka_source (
  `id` STRING,
  `name` STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE TEMPORARY TABLE hologres_sink (
  `id` STRING,
  `name` STRING
) WITH (
  'connector' = 'hologres',
  'endpoint' = 'hologres:80',
  'dbname' = 'db',
  'tablename' = 'public.orders',
  'username' = '${secret_values.u}',
  'password' = '${secret_values.p}'
);

INSERT INTO hologres_sink SELECT name, id FROM kafka_source;
