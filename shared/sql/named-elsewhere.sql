-- Whom the exports of activity and feedback name, be it in a row that does not count.
SELECT DISTINCT {{identity}} AS customer_id
FROM (
  SELECT customer_id, email, phone FROM lake_activity
  UNION ALL
  SELECT customer_id, email, phone FROM lake_feedback
) named
LEFT JOIN owners ON owners.alias = {{alias}}
WHERE {{identity}} IS NOT NULL
