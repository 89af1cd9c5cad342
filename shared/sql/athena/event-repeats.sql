-- How many rows of activity or feedback say again what another row says: counted without asking which one is newer, so
-- that the rows that count can be held against it. The moments are in the policy's zone ($1).
WITH told AS (
  SELECT
    intake_id,
    {{id}} AS id,
    {{identity}} AS whose,
    {{what}} AS what,
    CASE
      WHEN has_zone THEN CAST(at_timezone(with_timezone(occurred_at, 'UTC'), $1) AS timestamp(3))
      ELSE CAST(occurred_at AS timestamp(3))
    END AS local_at,
    {{much}} AS much
  FROM {{lake}}
  LEFT JOIN owners ON owners.alias = {{alias}}
),
of_one_file AS (
  SELECT whose, what, local_at, much, count(*) AS times
  FROM told
  WHERE id IS NULL AND whose IS NOT NULL
  GROUP BY intake_id, whose, what, local_at, much
),
of_equal_ones AS (
  SELECT sum(times) - max(times) AS again FROM of_one_file GROUP BY whose, what, local_at, much
)
SELECT
  CAST(
    (SELECT count(id) - count(DISTINCT id) FROM told)
    + (SELECT coalesce(sum(again), 0) FROM of_equal_ones) AS bigint
  ) AS repeated
