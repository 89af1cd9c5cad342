-- The currencies and precisions that need a rate: of rows that count for somebody. Refund rows and those of an order that
-- was stated again count for somebody though they name nobody; a cancelled order needs no rate.
SELECT DISTINCT currency, decimals
FROM lake_orders
WHERE status IN ('paid', 'refunded') AND (amount < 0 OR {{raw_identity}} IS NOT NULL)
UNION
SELECT DISTINCT o.currency, o.decimals
FROM lake_orders o
JOIN (
  SELECT intake_id, "row" FROM older
  UNION
  SELECT by_intake AS intake_id, by_row AS "row" FROM older
) stated ON stated.intake_id = o.intake_id AND stated."row" = o."row"
WHERE o.status IN ('paid', 'refunded')
