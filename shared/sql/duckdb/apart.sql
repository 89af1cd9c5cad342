-- The rows of the orders exports that cannot be taken as they stand: all statements about an order that several rows are
-- about, and refunds. They are few, and whatever has to be looked up or ranked is looked up among them alone.
-- Only hashes are grouped: every text in memory would spill.
WITH repeating AS (
  SELECT hash(order_id) AS h FROM lake_orders WHERE order_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1
)
SELECT *
FROM lake_orders
WHERE amount < 0 OR (order_id IS NOT NULL AND hash(order_id) IN (SELECT h FROM repeating))
