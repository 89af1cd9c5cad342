-- The newest statement of consent wins, whether it was made under the customer's own key or under the address that he
-- would be written to: a person may stand under two keys. Where a yes and a no are equally new, the no.
WITH said AS (
  SELECT
    customer_id,
    email,
    CASE WHEN consent THEN consent_said_at END AS yes_at,
    CASE WHEN NOT consent THEN consent_said_at END AS no_at
  FROM current_orders
  WHERE consent IS NOT NULL
  UNION ALL
  SELECT
    customer_id,
    email,
    CASE WHEN consent THEN consent_said_at END AS yes_at,
    CASE WHEN NOT consent THEN consent_said_at END AS no_at
  FROM current_customers
  WHERE consent IS NOT NULL
),
by_key AS (
  SELECT customer_id, max(yes_at) AS yes_at, max(no_at) AS no_at
  FROM said
  WHERE customer_id IS NOT NULL
  GROUP BY customer_id
),
-- A statement speaks for the address beside it and for the one that its customer has now.
by_address AS (
  SELECT email, max(yes_at) AS yes_at, max(no_at) AS no_at
  FROM (
    SELECT email, yes_at, no_at FROM said WHERE email IS NOT NULL
    UNION ALL
    SELECT c.email, k.yes_at, k.no_at
    FROM by_key k
    JOIN contacts c ON c.customer_id = k.customer_id
    WHERE c.email IS NOT NULL
  ) addressed
  GROUP BY email
),
heard AS (
  SELECT customer_id, yes_at, no_at FROM by_key
  UNION ALL
  SELECT c.customer_id, a.yes_at, a.no_at
  FROM contacts c
  JOIN by_address a ON a.email = c.email
),
newest AS (
  SELECT customer_id, max(yes_at) AS yes_at, max(no_at) AS no_at
  FROM heard
  GROUP BY customer_id
)
SELECT
  customer_id,
  no_at IS NULL OR coalesce(yes_at > no_at, false) AS consent,
  CAST(CASE WHEN no_at IS NULL OR yes_at > no_at THEN yes_at ELSE no_at END AS date) AS consent_on
FROM newest
