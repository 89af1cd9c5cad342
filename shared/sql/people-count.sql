-- How many customers the exports name.
SELECT CAST(count(DISTINCT customer_id) AS bigint) AS customers
FROM (
  SELECT customer_id FROM said
  UNION ALL
  SELECT customer_id FROM named_elsewhere
) named
