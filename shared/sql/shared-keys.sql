-- How many addresses and phones stand under more than one customer.
WITH said AS (
  SELECT customer_id, email, phone FROM current_orders WHERE customer_id IS NOT NULL
  UNION ALL
  SELECT customer_id, email, phone FROM current_customers WHERE customer_id IS NOT NULL
),
several AS (
  SELECT 'email' AS kind
  FROM said
  WHERE email IS NOT NULL
  GROUP BY email
  HAVING min(customer_id) <> max(customer_id)
  UNION ALL
  SELECT 'phone' AS kind
  FROM said
  WHERE phone IS NOT NULL
  GROUP BY phone
  HAVING min(customer_id) <> max(customer_id)
)
SELECT
  CAST(count(CASE WHEN kind = 'email' THEN 1 END) AS bigint) AS addresses,
  CAST(count(CASE WHEN kind = 'phone' THEN 1 END) AS bigint) AS phones
FROM several
