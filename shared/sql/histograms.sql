-- How many customers have which raw value: of the window for those with a counted order in it, of all time for those with
-- a counted order at all.
WITH active AS (
  SELECT date_diff('day', last_order_date, {{as_of}}) AS days, order_count, net_amount
  FROM features
  WHERE present AND order_count > 0
),
bought AS (
  SELECT date_diff('day', first_order_date, {{as_of}}) AS days, lifetime_orders, lifetime_net
  FROM features
  WHERE present AND lifetime_orders > 0
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
  UNION ALL
  SELECT 'daysSinceFirstOrder' AS raw, CAST(days AS bigint) AS value, count(*) AS customers
  FROM bought GROUP BY days
  UNION ALL
  SELECT 'lifetimeOrders' AS raw, lifetime_orders AS value, count(*) AS customers
  FROM bought GROUP BY lifetime_orders
  UNION ALL
  SELECT 'lifetimeAmount' AS raw, lifetime_net AS value, count(*) AS customers
  FROM bought GROUP BY lifetime_net
)
SELECT raw, value, CAST(customers AS bigint) AS customers
FROM histogram
