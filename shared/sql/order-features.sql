-- What the policy asks of counted orders; one row for everyone who has one.
SELECT
  customer_id,
  {{columns}}
FROM {{judged}}
WHERE counts
GROUP BY customer_id
