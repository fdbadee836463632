-- Names that are keywords in other systems, and characters that only Flink accepts in names.
-- topic: orders
-- table: public.orders
-- columns: order_id bigint; status text
-- key: order_id
CREATE TEMPORARY TABLE kafka_source (
  order_id BIGINT,
  conflict STRING, duplicate STRING, top STRING, `user` STRING, ignore STRING, emit STRING, changes STRING,
  returning STRING, engine STRING, options STRING, location STRING, stored STRING, key STRING, index STRING,
  text STRING, json STRING, uuid STRING, number STRING, long STRING, e STRING, b STRING, go STRING, nvl STRING,
  replace STRING, struct INT, delimiter STRING, auto_increment STRING, bool BOOLEAN, token STRING, `password` STRING,
  view STRING, uſer STRING, `select` STRING, `a``b` STRING, `日本` INT, 金额 INT, café STRING, $x STRING, _y STRING,
  fulltext ARRAY<ROW<uuid STRING, `key` INT>>
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE TEMPORARY TABLE hologres_sink (
  order_id BIGINT NOT NULL PRIMARY KEY NOT ENFORCED,
  status STRING
) WITH (
  'connector' = 'hologres',
  'endpoint' = 'hologres:80',
  'dbname' = 'db',
  'tablename' = 'public.orders',
  'username' = '${secret_values.u}',
  'password' = '${secret_values.p}'
);

BEGIN STATEMENT SET;

INSERT INTO hologres_sink
SELECT order_id, conflict || duplicate || top || ignore || emit || changes || returning || engine || options || location
  || stored || key || index || text || json || uuid || number || long || e || b || go || nvl || replace || delimiter
  || auto_increment || `a``b` || café || $x || _y || uſer || `select` || 'it''s; -- no'
FROM kafka_source
WHERE struct < 3 AND struct > 1 AND bool AND token = 'x' AND `password` = 'y' AND view <> 'z' AND `日本` > 金额;

INSERT INTO hologres_sink (status, order_id)
SELECT returning changes, go.order_id returning FROM kafka_source go;

INSERT INTO hologres_sink
SELECT a.order_id, a.top FROM kafka_source a JOIN kafka_source conflict ON conflict.order_id = a.order_id
JOIN kafka_source duplicate ON duplicate.key = a.key;

INSERT INTO hologres_sink SELECT order_id, U&'caf\00e9' FROM kafka_source;

INSERT INTO hologres_sink SELECT order_id, N'a' FROM kafka_source;

INSERT INTO hologres_sink VALUES (1, 'a'), (2, '"b" :: != # [c]');

END;
