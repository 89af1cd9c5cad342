-- The rows of activity or feedback that count, in the policy's zone ($1): of one id the newest statement. A statement
-- without a date of its own is as new as its upload. A row without an id is known by who, what, when and how much: of
-- equal ones as many count as the one file that has most of them says, each in its newest statement, because two in one
-- file are two and a later export repeats what an earlier one said. A new statement that says what the newest one said
-- that the base run saw was known to it.
WITH dated AS (
  SELECT
    e.*,
    i.seq,
    i.known_to_base,
    coalesce(
      CASE
        WHEN e.updated_has_zone THEN CAST(at_timezone(with_timezone(e.updated_at, 'UTC'), $1) AS timestamp(3))
        ELSE CAST(e.updated_at AS timestamp(3))
      END,
      CAST(at_timezone(with_timezone(i.uploaded_at, 'UTC'), $1) AS timestamp(3))
    ) AS said_at,
    CASE
      WHEN e.has_zone THEN CAST(at_timezone(with_timezone(e.occurred_at, 'UTC'), $1) AS timestamp(3))
      ELSE CAST(e.occurred_at AS timestamp(3))
    END AS local_at,
    {{identity}} AS whose
  FROM {{lake}} e
  JOIN intakes i ON i.content_id = e.intake_id AND i.kind = {{kind}}
  LEFT JOIN owners ON owners.alias = {{alias}}
),
-- The parts of the key are NULL where the row has an id, which is then all that it is known by.
keyed AS (
  SELECT
    dated.*,
    CASE WHEN {{id}} IS NULL THEN whose END AS key_whose,
    CASE WHEN {{id}} IS NULL THEN {{what}} END AS key_what,
    CASE WHEN {{id}} IS NULL THEN local_at END AS key_at,
    CASE WHEN {{id}} IS NULL THEN {{much}} END AS key_much,
    json_format(
      CAST(
        ARRAY[
          nullif(trim(customer_id), ''), nullif(lower(trim(email)), ''), nullif(trim(phone), ''),
          CAST(local_at AS varchar), {{said_texts}}
        ] AS json
      )
    ) AS said
  FROM dated
),
numbered AS (
  SELECT
    keyed.*,
    CASE
      WHEN {{id}} IS NULL
        THEN row_number() OVER (
          PARTITION BY {{id}}, intake_id, key_whose, key_what, key_at, key_much ORDER BY said_at, "row"
        )
    END AS nth
  FROM keyed
),
placed AS (
  SELECT
    numbered.*,
    row_number() OVER (
      PARTITION BY {{id}}, key_whose, key_what, key_at, key_much, nth ORDER BY said_at DESC, seq DESC, "row" DESC
    ) AS place
  FROM numbered
),
compared AS (
  SELECT
    placed.*,
    -- Nobody knows of a row without a name and an id what it repeats.
    {{id}} IS NULL AND whose IS NULL AS stands_alone,
    said = min_by(said, CASE WHEN known_to_base THEN place END) OVER (
      PARTITION BY {{id}}, key_whose, key_what, key_at, key_much, nth
    ) AS restated
  FROM placed
)
SELECT
  whose AS customer_id,
  local_at,
  CAST(local_at AS date) AS on_day,
  known_to_base OR coalesce(restated AND NOT stands_alone, false) AS known_to_base,
  {{facts}}
FROM compared
WHERE place = 1 OR stands_alone
