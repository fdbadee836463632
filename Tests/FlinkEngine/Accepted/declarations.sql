-- Columns, types and tables of all kinds that Flink has.
-- topic: orders
-- table: public.orders
-- columns: id bigint; name text
-- key: id
CREATE TEMPORARY TABLE kafka_source (
  a TINYINT, b SMALLINT, c INT, d INTEGER, e FLOAT, f DOUBLE PRECISION, g DECIMAL(38, 18), h NUMERIC(5), i DEC,
  j BOOLEAN, k CHAR(3), l VARCHAR(20), m BYTES, n BINARY(3), o VARBINARY(9), q DATE, r TIME(0), s TIMESTAMP(6),
  t TIMESTAMP WITHOUT TIME ZONE, u TIMESTAMP_LTZ(9), v TIMESTAMP(3) WITH LOCAL TIME ZONE, w CHARACTER VARYING(3),
  x ARRAY<ARRAY<INT NOT NULL>>, y MAP<STRING NOT NULL, ROW<`a b` INT 'note', text ARRAY<STRING>>>,
  z ROW(q INT, r STRING), aa INT ARRAY, ab STRING NOT NULL COMMENT 'it''s', ac STRING NULL,
  `partition` INT NOT NULL METADATA VIRTUAL,
  `at` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' COMMENT 'when',
  `headers` MAP<STRING, BYTES> METADATA VIRTUAL,
  computed AS CAST(CAST(a AS DECIMAL(10, 2)) AS VARCHAR(9)) || COALESCE(TRY_CAST(l AS STRING), 'x') COMMENT 'note',
  WATERMARK FOR `at` AS `at` - INTERVAL '1' MINUTE
) COMMENT 'it''s a source' WITH (
  'connector' = 'kafka',
  'topic' = 'orders;payments',
  'properties.bootstrap.servers' = 'kafka:9092,other:9092',
  'properties.group.id' = 'g',
  'properties.auto.offset.reset' = 'earliest',
  'scan.startup.mode' = 'group-offsets',
  'value.format' = 'json',
  'value.json.timestamp-format.standard' = 'ISO-8601'
);

CREATE TEMPORARY TABLE latest (
  shout AS UPPER(l)
) WITH ('scan.startup.mode' = 'latest-offset')
LIKE kafka_source (INCLUDING ALL OVERWRITING OPTIONS EXCLUDING WATERMARKS);

CREATE TEMPORARY TABLE IF NOT EXISTS changes (
  id BIGINT,
  name STRING,
  CONSTRAINT key_of_changes PRIMARY KEY (`id`) NOT ENFORCED
) WITH (
  'connector' = 'kafka',
  'topic-pattern' = 'cdc.*',
  'properties.bootstrap.servers' = 'kafka:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'debezium-json',
  'debezium-json.schema-include' = 'true'
);

CREATE TEMPORARY VIEW named (a, b) COMMENT 'a view' AS SELECT id, name FROM changes;

CREATE TEMPORARY TABLE hologres_sink (
  id BIGINT,
  name STRING,
  PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'hologres',
  'endpoint' = 'hologres:80',
  'dbname' = 'db',
  'tablename' = 'public.orders',
  'username' = '${secret_values.u}',
  'password' = '${secret_values.p}',
  'sink.delete-strategy' = 'IGNORE_DELETE'
);

BEGIN STATEMENT SET;

INSERT INTO hologres_sink SELECT c, shout FROM latest;

INSERT INTO hologres_sink SELECT a, b FROM named;

INSERT INTO hologres_sink (id) SELECT c FROM kafka_source /*+ OPTIONS('scan.startup.mode' = 'earliest-offset') */ AS k;

END;
