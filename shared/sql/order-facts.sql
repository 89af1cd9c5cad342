-- What each customer bought up to the run's date; one row for everyone with a paid or refunded order.
-- A refund row takes money away and is never a purchase; an order that was wholly refunded is none either.
WITH paid AS (
  SELECT
    customer_id,
    order_date,
    order_date > {{window_start}} AS in_window,
    CASE WHEN amount < 0 THEN amount ELSE amount - refund END AS net,
    (amount > 0 AND amount - refund > 0) OR ({{zero_counts}} AND amount = 0 AND refund = 0) AS counts
  FROM current_orders
  WHERE customer_id IS NOT NULL AND status IN ('paid', 'refunded') AND order_date <= {{as_of}}
)
SELECT
  customer_id,
  min(CASE WHEN counts THEN order_date END) AS first_order_date,
  max(CASE WHEN counts THEN order_date END) AS last_order_date,
  CAST(sum(CASE WHEN counts THEN 1 ELSE 0 END) AS bigint) AS lifetime_orders,
  greatest(CAST(sum(net) AS bigint), CAST(0 AS bigint)) AS lifetime_net,
  CAST(sum(CASE WHEN counts AND in_window THEN 1 ELSE 0 END) AS bigint) AS order_count,
  greatest(CAST(sum(CASE WHEN in_window THEN net ELSE 0 END) AS bigint), CAST(0 AS bigint)) AS net_amount
FROM paid
GROUP BY customer_id
