-- The newest statement of consent wins, whether it was made under the customer's own key or under the address that he
-- would be written to: a person may stand under two keys. Where a yes and a no are equally new, the no. A customers file
-- that says yes without a day tells what was true of somebody once (`vague_at`): any dated statement outweighs it.
-- `…_seq` is the export of the statement at that moment, the newer upload of two; it proves the consent.
-- An address that nobody else has tells nothing that its customer's own statements do not.
WITH addresses AS (
  SELECT email FROM shared_emails
  UNION
  SELECT email FROM earlier_consents WHERE email IS NOT NULL
  UNION
  SELECT email FROM stated WHERE customer_id IS NULL AND email IS NOT NULL
),
-- A statement speaks for the address beside it and for the one that its customer has now.
addressed AS (
  SELECT s.email, s.yes_at, s.vague_at, s.no_at, s.dated_at, s.seq
  FROM stated s
  JOIN addresses a ON a.email = s.email
  UNION ALL
  SELECT c.email, s.yes_at, s.vague_at, s.no_at, s.dated_at, s.seq
  FROM stated s
  JOIN (
    SELECT c.customer_id, c.email FROM contacts c JOIN addresses a ON a.email = c.email
  ) c ON c.customer_id = s.customer_id
),
by_address AS (
  SELECT
    email,
    max(yes_at) AS yes_at,
    max(vague_at) AS vague_at,
    max(no_at) AS no_at,
    max_by(seq, CASE WHEN yes_at IS NOT NULL THEN ROW(yes_at, seq) END) AS yes_seq,
    max_by(seq, CASE WHEN vague_at IS NOT NULL THEN ROW(vague_at, seq) END) AS vague_seq,
    max_by(seq, CASE WHEN no_at IS NOT NULL THEN ROW(no_at, seq) END) AS no_seq,
    max(dated_at) AS dated_at
  FROM addressed
  GROUP BY email
),
-- Whoever refuses under a phone alone may be anybody who has it; who agrees that way agrees for himself.
by_phone AS (
  SELECT
    lone_phone,
    max(no_at) AS no_at,
    max_by(seq, CASE WHEN no_at IS NOT NULL THEN ROW(no_at, seq) END) AS no_seq,
    max(dated_at) AS dated_at
  FROM stated
  WHERE lone_phone IS NOT NULL AND no_at IS NOT NULL
  GROUP BY lone_phone
),
phones AS (
  SELECT DISTINCT customer_id, phone FROM said WHERE phone IS NOT NULL
),
heard AS (
  SELECT customer_id, yes_at, vague_at, no_at, dated_at, seq AS yes_seq, seq AS vague_seq, seq AS no_seq
  FROM stated
  WHERE customer_id IS NOT NULL
  UNION ALL
  SELECT c.customer_id, a.yes_at, a.vague_at, a.no_at, a.dated_at, a.yes_seq, a.vague_seq, a.no_seq
  FROM contacts c
  JOIN by_address a ON a.email = c.email
  UNION ALL
  SELECT
    p.customer_id,
    CAST(NULL AS timestamp) AS yes_at,
    CAST(NULL AS timestamp) AS vague_at,
    b.no_at,
    b.dated_at,
    CAST(NULL AS bigint) AS yes_seq,
    CAST(NULL AS bigint) AS vague_seq,
    b.no_seq
  FROM phones p
  JOIN by_phone b ON b.lone_phone = p.phone
),
newest AS (
  SELECT
    customer_id,
    max(yes_at) AS yes_at,
    CASE WHEN max(dated_at) IS NULL THEN max(vague_at) END AS vague_at,
    max(no_at) AS no_at,
    max_by(yes_seq, CASE WHEN yes_at IS NOT NULL THEN ROW(yes_at, yes_seq) END) AS yes_seq,
    max_by(vague_seq, CASE WHEN vague_at IS NOT NULL THEN ROW(vague_at, vague_seq) END) AS vague_seq,
    max_by(no_seq, CASE WHEN no_at IS NOT NULL THEN ROW(no_at, no_seq) END) AS no_seq
  FROM heard
  GROUP BY customer_id
),
judged AS (
  SELECT
    customer_id,
    yes_at,
    no_at,
    no_at IS NULL OR coalesce(yes_at > no_at, false) OR coalesce(vague_at > no_at, false) AS consent,
    CASE WHEN yes_at IS NULL OR coalesce(vague_at > yes_at, false) THEN vague_seq ELSE yes_seq END AS agreed_seq,
    no_seq
  FROM newest
)
SELECT
  j.customer_id,
  j.consent,
  -- NULL of a yes that nobody dated: then a refusal of whatever day outweighs it.
  CAST(CASE WHEN j.consent THEN j.yes_at ELSE j.no_at END AS date) AS consent_on,
  i.content_id AS consent_source
FROM judged j
LEFT JOIN intakes i ON i.seq = CASE WHEN j.consent THEN j.agreed_seq ELSE j.no_seq END
