-- How many customers share the days of purchase, the first and the last: what a model of behaviour is fitted on.
SELECT
  {{days}} - 1 AS x,
  date_diff('day', first_order_date, last_order_date) AS tx,
  date_diff('day', first_order_date, {{as_of}}) AS t,
  CAST(count(*) AS bigint) AS customers
FROM features
WHERE present AND {{days}} > 0
GROUP BY {{days}}, first_order_date, last_order_date
