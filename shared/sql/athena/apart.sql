-- The rows of the orders exports that cannot be taken as they stand: all statements about an order that several rows are
-- about, and refunds. They are few, and whatever has to be looked up or ranked is looked up among them alone.
SELECT o.*
FROM lake_orders o
LEFT JOIN (
  SELECT order_id FROM lake_orders WHERE order_id IS NOT NULL GROUP BY order_id HAVING count(*) > 1
) repeating ON repeating.order_id = o.order_id
WHERE o.amount < 0 OR repeating.order_id IS NOT NULL
