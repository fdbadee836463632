-- expect: lossy_conversion, lossy_conversion
-- The columns of the table keep fewer digits than those of the sink.
-- table: public.orders
-- columns: id bigint; amount numeric(18,2); at timestamp(3) without time zone
CREATE TEMPORARY TABLE kafka_source (
  `id` BIGINT,
  `amount` DECIMAL(20, 4),
  `at` TIMESTAMP(6)
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE TEMPORARY TABLE hologres_sink (
  `id` BIGINT,
  `amount` DECIMAL(20, 4),
  `at` TIMESTAMP(6)
) WITH (
  'connector' = 'hologres',
  'endpoint' = 'hologres:80',
  'dbname' = 'db',
  'tablename' = 'public.orders',
  'username' = '${secret_values.u}',
  'password' = '${secret_values.p}'
);

INSERT INTO hologres_sink SELECT id, amount, `at` FROM kafka_source;
