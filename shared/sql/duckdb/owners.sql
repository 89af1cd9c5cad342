-- Which customer id an address belongs to, where all rows that name both agree on one: a row that has only the address is
-- that customer's. Two ids under one address are two people until somebody says otherwise.
SELECT address, min(id) AS owner_id
FROM (
  SELECT nullif(lower(trim(email)), '') AS address, nullif(trim(customer_id), '') AS id FROM lake_orders
  UNION ALL
  SELECT nullif(lower(trim(email)), '') AS address, nullif(trim(customer_id), '') AS id FROM lake_customers
)
WHERE address IS NOT NULL AND id IS NOT NULL
GROUP BY address
HAVING count(DISTINCT id) = 1
