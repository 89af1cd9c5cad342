-- Paid and refunded orders up to a day, and whether each counts as a purchase; `back` is what refund rows took of it.
-- A refund row takes money away and is never a purchase; an order that was wholly refunded, at once or by rows of their
-- own, is none either.
WITH kept AS (
  SELECT o.*, coalesce(t.amount, CAST(0 AS bigint)) AS back
  FROM {{orders}} o
  LEFT JOIN {{taken_back}} t ON t.taken_back_id = o.taken_back_id
)
SELECT
  customer_id,
  order_date,
  amount,
  {{texts}}
  CASE WHEN amount < 0 THEN amount ELSE amount - refund END AS net,
  back,
  (amount > 0 AND amount - refund + back > 0)
    OR ({{zero_counts}} AND amount = 0 AND refund = 0 AND back = 0) AS counts
FROM kept
WHERE customer_id IS NOT NULL AND status IN ('paid', 'refunded') AND order_date <= {{as_of}}
