-- The currencies and precisions of the orders, and whether a rate is needed: of rows that count for somebody. Refund rows
-- and those of an order that was stated again count for somebody though they name nobody; a cancelled order needs no
-- rate. And whether the best key is lacking in any of the rows.
WITH stated_again AS (
  SELECT DISTINCT o.currency, o.decimals
  FROM apart o
  JOIN (
    SELECT intake_id, "row" FROM older
    UNION
    SELECT by_intake AS intake_id, by_row AS "row" FROM older
  ) stated ON stated.intake_id = o.intake_id AND stated."row" = o."row"
  WHERE o.status IN ('paid', 'refunded')
),
seen AS (
  SELECT
    currency,
    decimals,
    count(CASE WHEN status IN ('paid', 'refunded') AND (amount < 0 OR {{named}}) THEN 1 END) > 0 AS rated,
    count(CASE WHEN NOT {{best_named}} THEN 1 END) > 0 AS lacking
  FROM lake_orders
  GROUP BY currency, decimals
)
SELECT s.currency, s.decimals, s.rated OR a.decimals IS NOT NULL AS rated, s.lacking
FROM seen s
LEFT JOIN stated_again a ON a.decimals = s.decimals AND coalesce(a.currency, '') = coalesce(s.currency, '')
