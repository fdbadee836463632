-- Queries of all kinds that Flink has.
-- topic: orders
-- table: public.orders
-- columns: order_id bigint; status text
-- key: order_id
CREATE TEMPORARY TABLE kafka_source (
  order_id BIGINT,
  status STRING,
  ts TIMESTAMP(3),
  amount DECIMAL(10, 2),
  items ARRAY<ROW<sku STRING, qty INT>>,
  m MAP<STRING, STRING>,
  r ROW<a INT, `order` STRING>,
  tags ARRAY<STRING>,
  p AS PROCTIME(),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE TEMPORARY TABLE hologres_sink (
  order_id BIGINT,
  status STRING,
  PRIMARY KEY (order_id) NOT ENFORCED
) WITH (
  'connector' = 'hologres',
  'endpoint' = 'hologres:80',
  'dbname' = 'db',
  'tablename' = 'public.orders',
  'username' = '${secret_values.u}',
  'password' = '${secret_values.p}'
);

BEGIN STATEMENT SET;

INSERT INTO hologres_sink SELECT order_id, CAST(COUNT(*) AS STRING) FROM TABLE(TUMBLE(TABLE kafka_source,
  DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY order_id, window_start, window_end;

INSERT INTO hologres_sink SELECT order_id, CAST(SUM(amount) AS STRING) FROM TABLE(HOP(TABLE kafka_source,
  DESCRIPTOR(ts), INTERVAL '5' MINUTES, INTERVAL '10' MINUTES)) GROUP BY order_id, window_start, window_end;

INSERT INTO hologres_sink SELECT order_id, CAST(MAX(amount) AS STRING) FROM TABLE(CUMULATE(DATA => TABLE
  kafka_source, TIMECOL => DESCRIPTOR(ts), STEP => INTERVAL '2' MINUTES, SIZE => INTERVAL '10' MINUTES)) GROUP BY
  order_id, GROUPING SETS ((window_start, window_end));

INSERT INTO hologres_sink SELECT order_id, CAST(MAX(amount) AS STRING) FROM TABLE(CUMULATE(TABLE kafka_source,
  DESCRIPTOR(ts), INTERVAL '2' MINUTES, INTERVAL '10' MINUTES)) GROUP BY order_id, window_start, window_end;

INSERT INTO hologres_sink SELECT order_id, DATE_FORMAT(TUMBLE_START(ts, INTERVAL '1' HOUR), 'yyyy-MM-dd HH') FROM
  kafka_source GROUP BY order_id, TUMBLE(ts, INTERVAL '1' HOUR);

INSERT INTO hologres_sink SELECT order_id, status FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY order_id ORDER BY
  ts DESC) AS rn FROM kafka_source) WHERE rn <= 3;

INSERT INTO hologres_sink SELECT order_id, status FROM (SELECT order_id, status, ROW_NUMBER() OVER (PARTITION BY
  order_id ORDER BY p ASC) rn FROM kafka_source) t WHERE rn = 1;

INSERT INTO hologres_sink WITH a AS (SELECT order_id, status FROM kafka_source), b (x, y) AS (SELECT order_id,
  UPPER(status) FROM a WHERE status IS NOT NULL) SELECT x, y FROM b;

INSERT INTO hologres_sink SELECT a.order_id, b.status FROM kafka_source a, kafka_source b WHERE a.order_id =
  b.order_id AND a.ts BETWEEN b.ts - INTERVAL '4' HOUR AND b.ts;

INSERT INTO hologres_sink SELECT a.order_id, COALESCE(b.status, '') FROM kafka_source AS a LEFT OUTER JOIN
  kafka_source AS b ON a.order_id = b.order_id AND b.amount > 1.5e0;

INSERT INTO hologres_sink SELECT order_id, a.status FROM kafka_source a JOIN kafka_source b USING (order_id);

INSERT INTO hologres_sink SELECT order_id, status FROM kafka_source WHERE order_id IN (SELECT order_id FROM
  kafka_source WHERE status LIKE 'a!_%' ESCAPE '!') AND NOT EXISTS (SELECT 1 FROM kafka_source s WHERE s.order_id =
  3);

INSERT INTO hologres_sink SELECT order_id, st FROM kafka_source MATCH_RECOGNIZE (PARTITION BY order_id ORDER BY ts
  MEASURES A.status AS st, LAST(B.status) AS l ONE ROW PER MATCH AFTER MATCH SKIP TO NEXT ROW PATTERN (A B{1,3}? C)
  WITHIN INTERVAL '1' HOUR DEFINE A AS A.amount > 1, B AS B.amount < 5, C AS C.amount >= 3);

INSERT INTO hologres_sink SELECT o.order_id, i.sku FROM kafka_source AS o CROSS JOIN UNNEST(o.items) AS i (sku, qty);

INSERT INTO hologres_sink SELECT order_id, t FROM kafka_source LEFT JOIN UNNEST(tags) AS u (t) ON TRUE;

INSERT INTO hologres_sink SELECT order_id, CONCAT_WS(',', m['a'], tags[1], r.`order`, CAST(r.a AS STRING),
  items[1].sku) FROM kafka_source;

INSERT INTO hologres_sink SELECT order_id, CAST(ROW(1, 'a') AS STRING) FROM kafka_source;

INSERT INTO hologres_sink SELECT order_id, CAST(ARRAY['a', 'b'] AS STRING) FROM kafka_source WHERE CARDINALITY(tags)
  > 0 AND ARRAY_CONTAINS(tags, 'x');

INSERT INTO hologres_sink SELECT order_id, CAST(CAST(ts AS DATE) AS STRING) || CAST(TRY_CAST(status AS DECIMAL(10,
  2)) AS VARCHAR(20)) || CAST(CAST(ts AS TIMESTAMP_LTZ(3)) AS STRING) || CAST(CAST(ts AS TIME) AS CHAR(5)) FROM
  kafka_source;

INSERT INTO hologres_sink SELECT order_id, CAST(SUM(amount) OVER w AS STRING) FROM kafka_source WINDOW w AS
  (PARTITION BY order_id ORDER BY ts RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW);

INSERT INTO hologres_sink SELECT order_id, CAST(LAG(amount, 1) OVER (PARTITION BY order_id ORDER BY ts) AS STRING)
  FROM kafka_source;

INSERT INTO hologres_sink SELECT order_id, CASE WHEN amount > 10 THEN 'big' WHEN amount IS NULL THEN NULL ELSE CASE
  status WHEN 'x' THEN 'y' END END FROM kafka_source;

INSERT INTO hologres_sink SELECT order_id, COALESCE(JSON_VALUE(status, '$.a' RETURNING STRING DEFAULT 'x' ON EMPTY),
  JSON_QUERY(status, '$.b' WITH CONDITIONAL WRAPPER)) FROM kafka_source WHERE JSON_EXISTS(status, '$.c') AND status
  IS JSON OBJECT;

INSERT INTO hologres_sink SELECT order_id, JSON_OBJECT('a' VALUE order_id, KEY 'b' VALUE status NULL ON NULL) FROM
  kafka_source;

INSERT INTO hologres_sink SELECT order_id, JSON_ARRAYAGG(status) FROM kafka_source GROUP BY order_id;

INSERT INTO hologres_sink SELECT order_id, LISTAGG(DISTINCT status, ';') FILTER (WHERE status <> '') FROM
  kafka_source GROUP BY order_id HAVING COUNT(DISTINCT status) > 1;

INSERT INTO hologres_sink SELECT order_id, status FROM kafka_source GROUP BY GROUPING SETS ((order_id, status),
  (order_id));

INSERT INTO hologres_sink SELECT order_id, status FROM kafka_source GROUP BY CUBE (order_id, status);

INSERT INTO hologres_sink SELECT order_id, status FROM kafka_source UNION ALL (SELECT order_id, status FROM
  kafka_source WHERE order_id < 3) UNION SELECT order_id, 'x' FROM kafka_source;

INSERT INTO hologres_sink SELECT order_id, status FROM kafka_source EXCEPT SELECT order_id, status FROM kafka_source
  WHERE order_id > 3;

INSERT INTO hologres_sink SELECT order_id, DATE_FORMAT(TIMESTAMPADD(DAY, 1, ts), 'yyyy-MM-dd') FROM kafka_source
  WHERE TIMESTAMPDIFF(HOUR, ts, TIMESTAMP '2024-01-01 00:00:00') > 1 AND EXTRACT(DOW FROM ts) = 1 AND ts >
  TO_TIMESTAMP('2024-01-01 00:00:00') AND FLOOR(ts TO DAY) = TIMESTAMP '2024-01-01 00:00:00' AND CAST(ts AS DATE) =
  DATE '2024-01-01';

INSERT INTO hologres_sink SELECT order_id, CONVERT_TZ(status, 'UTC', 'Asia/Shanghai') FROM kafka_source WHERE
  TO_TIMESTAMP_LTZ(order_id, 3) < NOW();

INSERT INTO hologres_sink SELECT order_id, TRIM(BOTH ' ' FROM SUBSTRING(status FROM 2 FOR 3)) || OVERLAY(status
  PLACING 'x' FROM 1) || REGEXP_EXTRACT(status, '(a)(b)?', 1) || LPAD(status, 3, '0') FROM kafka_source WHERE
  POSITION('a' IN status) > 0 AND status SIMILAR TO 'a%' AND REGEXP(status, '^\d+$');

INSERT INTO hologres_sink SELECT order_id returning, status changes FROM kafka_source go WHERE go.order_id > 1;

INSERT INTO hologres_sink SELECT e.order_id, b.status FROM kafka_source e JOIN kafka_source b ON e.order_id =
  b.order_id;

INSERT INTO hologres_sink SELECT * FROM (SELECT order_id, status FROM kafka_source);

INSERT INTO hologres_sink SELECT order_id, status FROM kafka_source WHERE ts > LOCALTIMESTAMP - INTERVAL '1-2' YEAR
  TO MONTH AND ts < LOCALTIMESTAMP + INTERVAL '1 02:03:04' DAY TO SECOND(3);

INSERT INTO hologres_sink SELECT order_id, IF(order_id > 1, NULLIF(status, ''), SPLIT_INDEX(status, ',', 0)) FROM
  kafka_source;

INSERT INTO hologres_sink SELECT order_id, status FROM kafka_source ORDER BY ts LIMIT 5 OFFSET 10;

INSERT INTO hologres_sink SELECT order_id, status FROM kafka_source ORDER BY ts FETCH FIRST 3 ROWS ONLY;

INSERT INTO hologres_sink SELECT order_id, status FROM kafka_source WHERE order_id BETWEEN SYMMETRIC 3 AND 1 OR
  status NOT BETWEEN 'a' AND 'b';

INSERT INTO hologres_sink SELECT order_id, status FROM kafka_source WHERE (amount > 1) IS NOT TRUE AND status IS
  DISTINCT FROM 'a' AND status IN ('a', 'b') AND amount > ANY (SELECT amount FROM kafka_source);

INSERT INTO hologres_sink SELECT L.order_id, R.status FROM (SELECT * FROM TABLE(TUMBLE(TABLE kafka_source,
  DESCRIPTOR(ts), INTERVAL '5' MINUTE))) L JOIN (SELECT * FROM TABLE(TUMBLE(TABLE kafka_source, DESCRIPTOR(ts),
  INTERVAL '5' MINUTE))) R ON L.order_id = R.order_id AND L.window_start = R.window_start AND L.window_end =
  R.window_end;

INSERT INTO hologres_sink SELECT order_id, status FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start,
  window_end ORDER BY amount DESC) AS rownum FROM TABLE(TUMBLE(TABLE kafka_source, DESCRIPTOR(ts), INTERVAL '10'
  MINUTES))) WHERE rownum <= 3;

INSERT INTO hologres_sink SELECT order_id, CASE WHEN amount > 1 THEN tags ELSE ARRAY['a'] END[1] FROM kafka_source;

END;
