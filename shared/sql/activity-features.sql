-- What the policy asks of activity; one row for everyone who has any.
SELECT
  customer_id,
  {{columns}}
FROM {{activity}}
WHERE customer_id IS NOT NULL AND on_day <= {{as_of}}
GROUP BY customer_id
