-- Counted orders of a period and of the one before it, and the day of the newest one.
SELECT
  coalesce(
    CAST(sum(CASE WHEN order_date >= {{start}} AND order_date <= {{last_day}} THEN order_rows END) AS bigint),
    CAST(0 AS bigint)
  ) AS of_period,
  coalesce(
    CAST(sum(CASE WHEN order_date >= {{start_before}} AND order_date < {{start}} THEN order_rows END) AS bigint),
    CAST(0 AS bigint)
  ) AS of_period_before,
  CAST(max(order_date) AS varchar) AS newest
FROM order_days
WHERE outcome = 'orders'
