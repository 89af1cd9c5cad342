-- How many rows are older statements about an order that has a newer one; counted by groups, where `older` ranks,
-- so that a fault in one is seen by the other.
SELECT coalesce(CAST(sum(statements - 1) AS bigint), CAST(0 AS bigint)) AS repeated
FROM (
  SELECT count(*) AS statements
  FROM apart
  WHERE order_id IS NOT NULL
  GROUP BY
    order_id,
    amount < 0,
    CASE WHEN amount < 0 THEN ordered_at END,
    CASE WHEN amount < 0 THEN amount END
) stated
