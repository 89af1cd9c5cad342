-- The newest statement of consent wins; where a yes and a no are equally new, the no.
WITH said AS (
  SELECT customer_id, consent, consent_said_at
  FROM current_orders
  WHERE customer_id IS NOT NULL AND consent IS NOT NULL
  UNION ALL
  SELECT customer_id, consent, consent_said_at
  FROM current_customers
  WHERE customer_id IS NOT NULL AND consent IS NOT NULL
),
newest AS (
  SELECT
    customer_id,
    max(CASE WHEN consent THEN consent_said_at END) AS yes_at,
    max(CASE WHEN NOT consent THEN consent_said_at END) AS no_at
  FROM said
  GROUP BY customer_id
)
SELECT
  customer_id,
  no_at IS NULL OR coalesce(yes_at > no_at, false) AS consent,
  CAST(CASE WHEN no_at IS NULL OR yes_at > no_at THEN yes_at ELSE no_at END AS date) AS consent_on
FROM newest
