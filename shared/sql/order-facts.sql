-- What each customer bought up to the run's date; one row for everyone with a paid or refunded order.
-- A refund row takes money away and is never a purchase; an order that was wholly refunded, at once or by rows of their
-- own, is none either.
WITH taken_back AS (
  SELECT taken_back_id, CAST(sum(amount) AS bigint) AS amount
  FROM current_orders
  WHERE amount < 0 AND taken_back_id IS NOT NULL AND status IN ('paid', 'refunded') AND order_date <= {{as_of}}
  GROUP BY taken_back_id
),
kept AS (
  SELECT o.*, coalesce(t.amount, CAST(0 AS bigint)) AS back
  FROM current_orders o
  LEFT JOIN taken_back t ON t.taken_back_id = o.taken_back_id
),
paid AS (
  SELECT
    customer_id,
    order_date,
    order_date > {{window_start}} AS in_window,
    CASE WHEN amount < 0 THEN amount ELSE amount - refund END AS net,
    (amount > 0 AND amount - refund + back > 0)
      OR ({{zero_counts}} AND amount = 0 AND refund = 0 AND back = 0) AS counts
  FROM kept
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
