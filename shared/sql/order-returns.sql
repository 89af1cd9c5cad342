-- What is known only beside somebody's first or last day with an order.
SELECT
  j.customer_id,
  {{columns}}
FROM {{judged}} j
JOIN {{facts}} f ON f.customer_id = j.customer_id
WHERE counts
GROUP BY j.customer_id
