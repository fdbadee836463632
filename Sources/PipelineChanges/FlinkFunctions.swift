import SQLLint

/// The functions of Flink SQL, by whether they keep state.
enum FlinkFunctions {
  /// Functions over many rows.
  static let aggregates = words(
    """
    APPROX_COUNT_DISTINCT ARRAY_AGG AVG COLLECT COUNT FIRST_VALUE JSON_ARRAYAGG JSON_OBJECTAGG LAST_VALUE LISTAGG MAX MIN
    STDDEV STDDEV_POP STDDEV_SAMP STRING_AGG SUM VARIANCE VAR_POP VAR_SAMP
    """)

  /// Windows in `GROUP BY`.
  static let groupWindows = words("HOP SESSION TUMBLE")

  /// The beginning and the end of a window, which keep no state of their own.
  static let windowAttributes = words(
    """
    HOP_END HOP_PROCTIME HOP_ROWTIME HOP_START SESSION_END SESSION_PROCTIME SESSION_ROWTIME SESSION_START TUMBLE_END
    TUMBLE_PROCTIME TUMBLE_ROWTIME TUMBLE_START
    """)

  /// Functions of one row, types with a length, and words that brackets can follow.
  static let scalars = words(
    """
    ABS ACOS AND ARRAY ARRAY_APPEND ARRAY_CONCAT ARRAY_CONTAINS ARRAY_DISTINCT ARRAY_EXCEPT ARRAY_INTERSECT ARRAY_JOIN
    ARRAY_MAX ARRAY_MIN ARRAY_POSITION ARRAY_PREPEND ARRAY_REMOVE ARRAY_REVERSE ARRAY_SLICE ARRAY_SORT ARRAY_UNION AS
    ASCII ASIN ATAN ATAN2 BETWEEN BIN BINARY BOTH BTRIM BY CARDINALITY CASE CAST CEIL CEILING CHAR CHARACTER_LENGTH
    CHAR_LENGTH CHR COALESCE CONCAT CONCAT_WS CONVERT_TZ COS COSH COT CURRENT_TIMESTAMP DATE DATEDIFF DATE_ADD
    DATE_FORMAT DATE_FORMAT_TZ DATE_SUB DAYOFMONTH DAYOFWEEK DAYOFYEAR DECIMAL DECODE DEGREES DIV E ELEMENT ELSE ELT
    ENCODE EXP EXTRACT FLOOR FROM_BASE64 FROM_UNIXTIME GREATEST HASH_CODE HEX HOUR IF IFNULL IN INITCAP INSTR
    INTEGER INTERVAL IS_ALPHA IS_DECIMAL IS_DIGIT IS_JSON JSON_ARRAY JSON_EXISTS JSON_OBJECT JSON_QUERY JSON_QUOTE
    JSON_STRING JSON_UNQUOTE JSON_VALUE KEYVALUE LEADING LEAST LEFT LIKE LN LOCALTIMESTAMP LOCATE LOG LOG10 LOG2 LOWER
    LPAD LTRIM MAP MAP_ENTRIES MAP_FROM_ARRAYS MAP_KEYS MAP_VALUES MD5 MINUTE MOD MONTH MULTISET NOT NOW NULLIF NUMERIC
    OCTET_LENGTH ON OR OVERLAY PARSE_URL PI POSITION POWER PRINTF PROCTIME QUARTER RADIANS REGEXP REGEXP_COUNT
    REGEXP_EXTRACT REGEXP_EXTRACT_ALL REGEXP_INSTR REGEXP_REPLACE REGEXP_SUBSTR REPEAT REPLACE REVERSE RIGHT ROUND ROW
    RPAD RTRIM SECOND SHA1 SHA2 SHA224 SHA256 SHA384 SHA512 SIGN SIN SINH SPLIT SPLIT_INDEX SQRT STARTSWITH STR_TO_MAP
    SUBSTR SUBSTRING TAN TANH THEN TIME TIMESTAMP TIMESTAMPADD TIMESTAMPDIFF TIMESTAMP_LTZ TO_BASE64 TO_CHAR TO_DATE
    TO_TIMESTAMP TO_TIMESTAMP_LTZ TO_TIMESTAMP_TZ TRAILING TRANSLATE TRIM TRUNCATE TRY_CAST TYPEOF UNHEX
    UNIX_TIMESTAMP UPPER URL_DECODE URL_ENCODE VALUES VARBINARY VARCHAR WEEK WHEN WHERE YEAR
    """)

  private static func words(_ text: String) -> Set<String> {
    Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
  }
}

extension SQLExpression {
  /// The functions that it calls, and other words before brackets.
  var functions: Set<String> {
    Set(
      zip(parts, parts.dropFirst()).compactMap { part, next in
        guard case .keyword(let word) = part, next.isSymbol("(") else { return nil }
        return word
      })
  }

  /// Whether its value depends on one row, and on nothing that is kept.
  var isOfOneRow: Bool {
    functions.isSubset(of: FlinkFunctions.scalars) && !has("SELECT") && !has("OVER") && !hasHint
  }

  private var hasHint: Bool { parts.contains { if case .hint = $0 { true } else { false } } }
}

extension SQLSelect {
  /// Whether it keeps no state over the rows of one relation.
  var isStateless: Bool {
    !isDistinct && groups.isEmpty && having == nil && tail == nil
      && (expressions + [filter].compactMap { $0 })
        .allSatisfy(\.isOfOneRow)
  }

  /// The expressions of the select list.
  var expressions: [SQLExpression] {
    items.compactMap { if case .value(let expression, _) = $0 { expression } else { nil } }
  }
}
