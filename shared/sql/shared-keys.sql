-- How many addresses and phones stand under more than one customer.
WITH shared_phones AS (
  SELECT phone
  FROM said
  WHERE phone IS NOT NULL
  GROUP BY phone
  HAVING min(customer_id) <> max(customer_id)
)
SELECT
  (SELECT count(*) FROM shared_emails) AS addresses,
  (SELECT count(*) FROM shared_phones) AS phones
