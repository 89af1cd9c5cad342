-- The few words of Trino that DuckDB has not: with these it reads the texts below shared/sql/athena. They say the same
-- for what these texts ask, not for everything that Trino takes.

-- A wall-clock time of a zone as an instant, and an instant as the wall-clock time of a zone.
CREATE MACRO with_timezone(moment, zone) AS timezone(zone, moment);
CREATE MACRO at_timezone(instant, zone) AS timezone(zone, instant);

-- Another number than Trino's, as steady and as evenly spread: it decides only in which part a customer lies.
CREATE MACRO to_utf8(text) AS encode(text);
CREATE MACRO xxhash64(bytes) AS hash(bytes);
CREATE MACRO from_big_endian_64(number) AS CAST(number % 9223372036854775808 AS bigint);

CREATE MACRO json_parse(text) AS CAST(text AS json);
CREATE MACRO json_format(value) AS CAST(value AS varchar);

-- A path of one quoted name, $["name"], where a backslash stands before a quote and before a backslash; as the pointer
-- that DuckDB takes, where ~0 and ~1 stand for a tilde and a slash.
CREATE MACRO json_extract_scalar(value, path) AS json_extract_string(
  value,
  '/' || replace(
    replace(regexp_replace(path[4:length(path) - 2], '\\(["\\])', '\1', 'g'), '~', '~0'),
    '/',
    '~1'
  )
);
