-- Every order and refund that counts by what became of it.
SELECT outcome, CAST(sum(order_rows) AS bigint) AS order_rows
FROM order_days
GROUP BY outcome
