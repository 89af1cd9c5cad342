-- Who a lesser key ({{key}}) belongs to, where all rows that have it beside a better key agree on one customer: a row
-- that has only the lesser key is that customer's. Two customers under one address or phone are two people until
-- somebody says otherwise. What a newer statement replaced is no evidence, and neither is a refund, which may name
-- whoever the order belonged to before.
WITH evidence AS (
  SELECT o.customer_id, o.email, o.phone
  FROM lake_orders o
  LEFT JOIN older l ON l.intake_id = o.intake_id AND l."row" = o."row"
  WHERE l.intake_id IS NULL AND o.amount >= 0
  UNION ALL
  SELECT customer_id, email, phone FROM lake_customers
),
named AS (
  SELECT {{key}} AS alias, {{identity}} AS owner_id
  FROM evidence
  LEFT JOIN {{owners}} ON owners.alias = {{alias}}
)
SELECT alias, min(owner_id) AS owner_id
FROM named
WHERE alias IS NOT NULL AND owner_id IS NOT NULL
GROUP BY alias
HAVING min(owner_id) = max(owner_id)
