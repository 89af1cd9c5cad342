-- How many customers have which raw value, for those with a counted order in the window; ascending by value.
WITH active AS (
  SELECT date_diff('day', last_order_date, {{as_of}}) AS days, order_count, net_amount
  FROM features
  WHERE present AND order_count > 0
),
histogram AS (
  SELECT 'daysSinceLastOrder' AS raw, CAST(days AS bigint) AS value, count(*) AS customers
  FROM active GROUP BY days
  UNION ALL
  SELECT 'orderCount' AS raw, order_count AS value, count(*) AS customers
  FROM active GROUP BY order_count
  UNION ALL
  SELECT 'netAmount' AS raw, net_amount AS value, count(*) AS customers
  FROM active GROUP BY net_amount
)
SELECT raw, value, CAST(customers AS bigint) AS customers
FROM histogram
ORDER BY raw, value
