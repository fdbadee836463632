-- expect: date_pattern, date_pattern, date_pattern, date_pattern, date_pattern, date_pattern, date_pattern
-- Letters of date patterns that Java reads differently: week-based year, day of year, hour of half day, minute, month,
-- fraction of a second.
CREATE TEMPORARY TABLE kafka_source (
  `id` BIGINT,
  `name` STRING,
  `ts` TIMESTAMP(3)
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

INSERT INTO hologres_sink
SELECT id, DATE_FORMAT(ts, 'YYYY-MM-dd')
    || DATE_FORMAT(ts, 'yyyy-MM-DD')
    || DATE_FORMAT(ts, 'yyyy-MM-dd hh:mm:ss')
    || DATE_FORMAT(TO_TIMESTAMP(name, 'yyyy-mm-dd'), 'yyyy')
    || FROM_UNIXTIME(id, 'HH:MM:ss')
    || CAST(TO_DATE(name, 'YYYY/MM/dd') AS STRING)
    || CAST(UNIX_TIMESTAMP(name, 'yyyy-MM-dd HH:mm:SS') AS STRING)
FROM kafka_source;
