-- The newest statement of consent wins, whether it was made under the customer's own key or under the address that he
-- would be written to: a person may stand under two keys. Where a yes and a no are equally new, the no. A customers file
-- that says yes without a day tells what was true of somebody once (`vague_at`): any dated statement outweighs it.
-- `…_seq` is the export of the statement at that moment, the newer upload of two; it proves the consent.
WITH told AS (
  SELECT customer_id, email, lone_phone, seq, consent, consent_said_at, consent_dated, false AS vague
  FROM current_orders
  WHERE consent IS NOT NULL
  UNION ALL
  SELECT customer_id, email, lone_phone, seq, consent, consent_said_at, consent_dated, false AS vague
  FROM earlier_consents
  UNION ALL
  SELECT
    customer_id, email, lone_phone, seq, consent, consent_said_at, consent_dated,
    consent AND NOT consent_dated AS vague
  FROM current_customers
  WHERE consent IS NOT NULL
),
said AS (
  SELECT
    customer_id,
    email,
    lone_phone,
    seq,
    CASE WHEN consent AND NOT vague THEN consent_said_at END AS yes_at,
    CASE WHEN vague THEN consent_said_at END AS vague_at,
    CASE WHEN NOT consent THEN consent_said_at END AS no_at,
    CASE WHEN consent_dated THEN consent_said_at END AS dated_at
  FROM told
),
by_key AS (
  SELECT
    customer_id,
    max(yes_at) AS yes_at,
    max(vague_at) AS vague_at,
    max(no_at) AS no_at,
    max_by(seq, CASE WHEN yes_at IS NOT NULL THEN ROW(yes_at, seq) END) AS yes_seq,
    max_by(seq, CASE WHEN vague_at IS NOT NULL THEN ROW(vague_at, seq) END) AS vague_seq,
    max_by(seq, CASE WHEN no_at IS NOT NULL THEN ROW(no_at, seq) END) AS no_seq,
    max(dated_at) AS dated_at
  FROM said
  WHERE customer_id IS NOT NULL
  GROUP BY customer_id
),
-- A statement speaks for the address beside it and for the one that its customer has now.
by_address AS (
  SELECT
    email,
    max(yes_at) AS yes_at,
    max(vague_at) AS vague_at,
    max(no_at) AS no_at,
    max_by(yes_seq, CASE WHEN yes_at IS NOT NULL THEN ROW(yes_at, yes_seq) END) AS yes_seq,
    max_by(vague_seq, CASE WHEN vague_at IS NOT NULL THEN ROW(vague_at, vague_seq) END) AS vague_seq,
    max_by(no_seq, CASE WHEN no_at IS NOT NULL THEN ROW(no_at, no_seq) END) AS no_seq,
    max(dated_at) AS dated_at
  FROM (
    SELECT email, yes_at, vague_at, no_at, dated_at, seq AS yes_seq, seq AS vague_seq, seq AS no_seq
    FROM said
    WHERE email IS NOT NULL
    UNION ALL
    SELECT c.email, k.yes_at, k.vague_at, k.no_at, k.dated_at, k.yes_seq, k.vague_seq, k.no_seq
    FROM by_key k
    JOIN contacts c ON c.customer_id = k.customer_id
    WHERE c.email IS NOT NULL
  ) addressed
  GROUP BY email
),
-- Whoever refuses under a phone alone may be anybody who has it; who agrees that way agrees for himself.
by_phone AS (
  SELECT
    lone_phone,
    max(no_at) AS no_at,
    max_by(seq, CASE WHEN no_at IS NOT NULL THEN ROW(no_at, seq) END) AS no_seq,
    max(dated_at) AS dated_at
  FROM said
  WHERE lone_phone IS NOT NULL AND no_at IS NOT NULL
  GROUP BY lone_phone
),
phones AS (
  SELECT customer_id, phone FROM current_orders WHERE customer_id IS NOT NULL AND phone IS NOT NULL
  UNION
  SELECT customer_id, phone FROM current_customers WHERE customer_id IS NOT NULL AND phone IS NOT NULL
),
heard AS (
  SELECT customer_id, yes_at, vague_at, no_at, dated_at, yes_seq, vague_seq, no_seq FROM by_key
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
