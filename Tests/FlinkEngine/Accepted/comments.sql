-- Comments in all places, with all kinds of text.
-- topic: orders
-- table: public.orders
-- columns: id bigint; name text
CREATE TEMPORARY TABLE kafka_source ( // don't; "double"
  `id` BIGINT, /* ; ' " */
  `name` STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders', -- it's; (
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

INSERT INTO hologres_sink SELECT id, name /* ' */ FROM kafka_source /*+ OPTIONS('scan.startup.mode' = 'latest-offset') */;
/* The end; */
