-- Every statement of consent, by what it says and when. A customers file's yes without a day is `vague`.
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
)
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
