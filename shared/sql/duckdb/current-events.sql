-- The rows of activity or feedback that count, in the policy's zone ($1): of one id the newest statement. A statement
-- without a date of its own is as new as its upload. A row without an id is known by who, what, when and how much: of
-- equal ones as many count as the one file that has most of them says, each in its newest statement, because two in one
-- file are two and a later export repeats what an earlier one said. Only what repeats is sorted. A new statement that
-- says what the newest one said that the base run saw was known to it.
WITH repeating AS (
  SELECT hash({{id}}) AS h FROM {{lake}} WHERE {{id}} IS NOT NULL GROUP BY 1 HAVING count(*) > 1
),
dated AS (
  SELECT
    e.*,
    i.seq,
    i.known_to_base,
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
told AS (
  SELECT
    intake_id,
    "row",
    said_at,
    seq,
    known_to_base,
    whose,
    local_at,
    {{id}} AS id,
    {{what}} AS what,
    {{much}} AS much,
    hash(
      nullif(trim(customer_id), ''), nullif(lower(trim(email)), ''), nullif(trim(phone), ''), local_at, {{said}}
    ) AS said
  FROM dated
),
keyed AS (
  SELECT
    * REPLACE (CAST(NULL AS varchar) AS whose, CAST(NULL AS timestamp) AS local_at, NULL AS what, NULL AS much),
    0 AS nth
  FROM told
  WHERE id IS NOT NULL AND hash(id) IN (SELECT h FROM repeating)
  UNION ALL
  SELECT
    *,
    row_number() OVER (PARTITION BY intake_id, whose, what, local_at, much ORDER BY said_at, "row") AS nth
  FROM told
  WHERE id IS NULL AND whose IS NOT NULL AND hash(whose, what, local_at, much) IN (SELECT h FROM told_again)
),
placed AS (
  SELECT
    intake_id,
    "row",
    row_number() OVER newest_first AS place,
    said = first_value(CASE WHEN known_to_base THEN said END IGNORE NULLS) OVER newest_first_of_all AS restated
  FROM keyed
  WINDOW
    newest_first AS (
      PARTITION BY id, whose, what, local_at, much, nth ORDER BY said_at DESC, seq DESC, "row" DESC
    ),
    newest_first_of_all AS (
      PARTITION BY id, whose, what, local_at, much, nth
      ORDER BY said_at DESC, seq DESC, "row" DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
)
SELECT
  whose AS customer_id,
  local_at,
  CAST(local_at AS date) AS on_day,
  known_to_base OR coalesce(restated, false) AS known_to_base,
  {{facts}}
FROM dated d
LEFT JOIN placed p ON p.intake_id = d.intake_id AND p."row" = d."row"
WHERE p.place IS NULL OR p.place = 1
