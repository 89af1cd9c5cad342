-- Every order and refund that counts by its export, its day and what became of it.
WITH taken_back AS (
  SELECT taken_back_id, CAST(sum(amount) AS bigint) AS amount
  FROM keyed_orders
  WHERE
    amount < 0 AND taken_back_id IS NOT NULL
    AND order_date <= {{as_of}} AND status <> 'cancelled' AND status <> 'unpaid'
  GROUP BY taken_back_id
),
judged AS (
  SELECT
    seq,
    order_date,
    CASE
      WHEN NOT named THEN 'anonymous'
      WHEN order_date > {{as_of}} THEN 'later'
      WHEN status = 'cancelled' THEN 'cancelled'
      WHEN status = 'unpaid' THEN 'unpaid'
      WHEN o.amount > 0 AND o.amount - refund + coalesce(t.amount, CAST(0 AS bigint)) > 0 THEN 'orders'
      WHEN {{zero_counts}} AND o.amount = 0 AND refund = 0 AND t.amount IS NULL THEN 'orders'
      ELSE 'notCounted'
    END AS outcome
  FROM keyed_orders o
  LEFT JOIN taken_back t ON t.taken_back_id = o.taken_back_id
)
SELECT seq, order_date, outcome, CAST(count(*) AS bigint) AS order_rows
FROM judged
GROUP BY seq, order_date, outcome
