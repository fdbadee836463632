-- expect: table_name_refused, table_name_refused, table_name_refused
-- The connector rejects a dash outside quotes, a third part and an open quote when the job starts.
CREATE TEMPORARY TABLE kafka_source (
  `id` BIGINT,
  `name` STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE TEMPORARY TABLE sink_1 (
  `id` BIGINT,
  `name` STRING
) WITH (
  'connector' = 'hologres',
  'endpoint' = 'hologres:80',
  'dbname' = 'db',
  'tablename' = 'public.order-lines',
  'username' = '${secret_values.u}',
  'password' = '${secret_values.p}'
);

CREATE TEMPORARY TABLE sink_2 (
  `id` BIGINT,
  `name` STRING
) WITH (
  'connector' = 'hologres',
  'endpoint' = 'hologres:80',
  'dbname' = 'db',
  'tablename' = 'db.public.orders',
  'username' = '${secret_values.u}',
  'password' = '${secret_values.p}'
);

CREATE TEMPORARY TABLE sink_3 (
  `id` BIGINT,
  `name` STRING
) WITH (
  'connector' = 'hologres',
  'endpoint' = 'hologres:80',
  'dbname' = 'db',
  'tablename' = 'public."orders',
  'username' = '${secret_values.u}',
  'password' = '${secret_values.p}'
);

BEGIN STATEMENT SET;

INSERT INTO sink_1 SELECT id, name FROM kafka_source;

INSERT INTO sink_2 SELECT id, name FROM kafka_source;

INSERT INTO sink_3 SELECT id, name FROM kafka_source;

END;
