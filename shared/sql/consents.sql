-- The newest statement of consent wins, whether it was made under the customer's own key or under the address that he
-- would be written to: a person may stand under two keys. Where a yes and a no are equally new, the no. A customers file
-- that says yes without a day tells what was true of somebody once (`vague_at`): any dated statement outweighs it.
WITH told AS (
  SELECT customer_id, email, lone_phone, consent, consent_said_at, consent_dated, false AS vague
  FROM current_orders
  WHERE consent IS NOT NULL
  UNION ALL
  SELECT customer_id, email, lone_phone, consent, consent_said_at, consent_dated, false AS vague
  FROM earlier_consents
  UNION ALL
  SELECT
    customer_id, email, lone_phone, consent, consent_said_at, consent_dated,
    consent AND NOT consent_dated AS vague
  FROM current_customers
  WHERE consent IS NOT NULL
),
said AS (
  SELECT
    customer_id,
    email,
    lone_phone,
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
    max(dated_at) AS dated_at
  FROM (
    SELECT email, yes_at, vague_at, no_at, dated_at FROM said WHERE email IS NOT NULL
    UNION ALL
    SELECT c.email, k.yes_at, k.vague_at, k.no_at, k.dated_at
    FROM by_key k
    JOIN contacts c ON c.customer_id = k.customer_id
    WHERE c.email IS NOT NULL
  ) addressed
  GROUP BY email
),
-- Whoever refuses under a phone alone may be anybody who has it; who agrees that way agrees for himself.
by_phone AS (
  SELECT lone_phone, max(no_at) AS no_at, max(dated_at) AS dated_at
  FROM said
  WHERE lone_phone IS NOT NULL AND no_at IS NOT NULL
  GROUP BY lone_phone
),
phones AS (
  SELECT customer_id, phone FROM current_orders WHERE customer_id IS NOT NULL
  UNION
  SELECT customer_id, phone FROM current_customers WHERE customer_id IS NOT NULL
),
heard AS (
  SELECT customer_id, yes_at, vague_at, no_at, dated_at FROM by_key
  UNION ALL
  SELECT c.customer_id, a.yes_at, a.vague_at, a.no_at, a.dated_at
  FROM contacts c
  JOIN by_address a ON a.email = c.email
  UNION ALL
  SELECT p.customer_id, CAST(NULL AS timestamp) AS yes_at, CAST(NULL AS timestamp) AS vague_at, b.no_at, b.dated_at
  FROM phones p
  JOIN by_phone b ON b.lone_phone = p.phone
),
newest AS (
  SELECT
    customer_id,
    max(yes_at) AS yes_at,
    CASE WHEN max(dated_at) IS NULL THEN max(vague_at) END AS vague_at,
    max(no_at) AS no_at
  FROM heard
  GROUP BY customer_id
),
judged AS (
  SELECT
    customer_id,
    yes_at,
    no_at,
    no_at IS NULL OR coalesce(yes_at > no_at, false) OR coalesce(vague_at > no_at, false) AS consent
  FROM newest
)
SELECT
  customer_id,
  consent,
  -- NULL of a yes that nobody dated: then a refusal of whatever day outweighs it.
  CAST(CASE WHEN consent THEN yes_at ELSE no_at END AS date) AS consent_on
FROM judged
