-- Every current order row by what became of it.
WITH judged AS (
  SELECT
    CASE
      WHEN customer_id IS NULL THEN 'anonymous'
      WHEN order_date > {{as_of}} THEN 'later'
      WHEN status = 'cancelled' THEN 'cancelled'
      WHEN status = 'unpaid' THEN 'unpaid'
      WHEN amount > 0 AND amount - refund > 0 THEN 'orders'
      WHEN {{zero_counts}} AND amount = 0 AND refund = 0 THEN 'orders'
      ELSE 'notCounted'
    END AS outcome
  FROM current_orders
)
SELECT outcome, CAST(count(*) AS bigint) AS order_rows
FROM judged
GROUP BY outcome
