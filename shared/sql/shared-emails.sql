-- The addresses that stand under more than one customer.
SELECT email
FROM said
WHERE email IS NOT NULL
GROUP BY email
HAVING min(customer_id) <> max(customer_id)
