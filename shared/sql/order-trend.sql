-- Counted orders of a period and of the one before it, and the day of the newest one.
SELECT
  count(CASE WHEN counts AND order_date >= {{start}} AND order_date <= {{last_day}} THEN 1 END) AS of_period,
  count(CASE WHEN counts AND order_date >= {{start_before}} AND order_date < {{start}} THEN 1 END) AS of_period_before,
  CAST(max(CASE WHEN counts THEN order_date END) AS varchar) AS newest
FROM {{judged}}
