-- What each customer bought; one row for everyone with a paid or refunded order. Money that was paid back counts on the
-- day on which it was.
SELECT
  customer_id,
  min(CASE WHEN counts THEN order_date END) AS first_order_date,
  max(CASE WHEN counts THEN order_date END) AS last_order_date,
  CAST(count(CASE WHEN counts THEN 1 END) AS bigint) AS lifetime_orders,
  greatest(CAST(sum(net) AS bigint), CAST(0 AS bigint)) AS lifetime_net,
  CAST(count(CASE WHEN counts AND order_date > {{window_start}} THEN 1 END) AS bigint) AS order_count,
  greatest(
    CAST(sum(CASE WHEN order_date > {{window_start}} THEN net ELSE 0 END) AS bigint),
    CAST(0 AS bigint)
  ) AS net_amount
FROM {{judged}}
GROUP BY customer_id
