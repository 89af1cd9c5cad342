-- What was left of the counted orders of each customer and day, after {{from}}.
SELECT customer_id, order_date, CAST(sum(net + back) AS bigint) AS net
FROM current_judged
WHERE counts AND order_date > {{from}}
GROUP BY customer_id, order_date
