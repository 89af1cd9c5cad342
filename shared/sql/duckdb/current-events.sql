-- The rows of activity or feedback that count, in the policy's zone ($1): of one id the newest statement. A statement
-- without a date of its own is as new as its upload. A row without an id is known by who, what, when and how much: of
-- equal ones as many count as the one file that has most of them says, each in its newest statement, because two in one file
-- are two and a later export repeats what an earlier one said. Only what repeats is sorted.
WITH repeating AS (
  SELECT hash({{id}}) AS h FROM {{lake}} WHERE {{id}} IS NOT NULL GROUP BY 1 HAVING count(*) > 1
),
dated AS (
  SELECT
    e.*,
    i.seq,
    coalesce(
      CASE WHEN e.updated_has_zone THEN timezone($1, timezone('UTC', e.updated_at)) ELSE e.updated_at END,
      timezone($1, timezone('UTC', i.uploaded_at))
    ) AS said_at,
    CASE WHEN e.has_zone THEN timezone($1, timezone('UTC', e.occurred_at)) ELSE e.occurred_at END AS local_at,
    {{identity}} AS whose
  FROM {{lake}} e
  JOIN intakes i ON i.content_id = e.intake_id AND i.kind = {{kind}}
  LEFT JOIN owners ON owners.alias = {{alias}}
),
told_again AS (
  SELECT hash(whose, {{what}}, local_at, {{much}}) AS h
  FROM dated
  WHERE {{id}} IS NULL AND whose IS NOT NULL
  GROUP BY 1
  HAVING min(intake_id) <> max(intake_id)
),
numbered AS (
  SELECT
    intake_id,
    "row",
    said_at,
    seq,
    whose,
    {{what}} AS what,
    local_at,
    {{much}} AS much,
    row_number() OVER (
      PARTITION BY intake_id, whose, {{what}}, local_at, {{much}} ORDER BY said_at, "row"
    ) AS nth
  FROM dated
  WHERE {{id}} IS NULL
    AND whose IS NOT NULL
    AND hash(whose, {{what}}, local_at, {{much}}) IN (SELECT h FROM told_again)
),
replaced AS (
  SELECT intake_id, "row"
  FROM dated
  WHERE {{id}} IS NOT NULL AND hash({{id}}) IN (SELECT h FROM repeating)
  QUALIFY row_number() OVER (PARTITION BY {{id}} ORDER BY said_at DESC, seq DESC, "row" DESC) > 1
  UNION ALL
  SELECT intake_id, "row"
  FROM numbered
  QUALIFY row_number() OVER (
    PARTITION BY whose, what, local_at, much, nth ORDER BY said_at DESC, seq DESC, "row" DESC
  ) > 1
)
SELECT
  whose AS customer_id,
  local_at,
  CAST(local_at AS date) AS on_day,
  {{facts}}
FROM dated d
ANTI JOIN replaced r ON r.intake_id = d.intake_id AND r."row" = d."row"
