-- The rows of the inventory, repeats settled, in the policy's zone and the run's currency.
-- $1 = time zone, $2 = currency of the run. Only ids that repeat are sorted: a window over all rows would spill.
WITH repeating AS (
  SELECT hash(order_id) AS h FROM lake_orders WHERE order_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1
),
-- A statement without a date of its own is as new as its upload.
-- A refund row stands beside the purchase of the same order and does not replace it; two refunds on other days or of
-- other amounts are two.
older AS (
  SELECT intake_id, "row"
  FROM (
    SELECT
      o.intake_id,
      o."row",
      row_number() OVER (
        PARTITION BY
          o.order_id,
          o.amount < 0,
          CASE WHEN o.amount < 0 THEN o.ordered_at END,
          CASE WHEN o.amount < 0 THEN o.amount END
        ORDER BY coalesce(o.updated_at, i.uploaded_at) DESC, i.seq DESC, o."row" DESC
      ) AS place
    FROM lake_orders o
    JOIN intakes i ON i.content_id = o.intake_id AND i.kind = 'orders'
    WHERE o.order_id IS NOT NULL AND hash(o.order_id) IN (SELECT h FROM repeating)
  )
  WHERE place > 1
),
newest AS (
  SELECT
    o.*,
    i.seq,
    i.uploaded_at,
    CASE WHEN o.has_zone THEN timezone($1, timezone('UTC', o.ordered_at)) ELSE o.ordered_at END AS local_at
  FROM lake_orders o
  JOIN intakes i ON i.content_id = o.intake_id AND i.kind = 'orders'
  ANTI JOIN older ON older.intake_id = o.intake_id AND older."row" = o."row"
)
SELECT
  {{identity}} AS customer_id,
  CAST(local_at AS date) AS order_date,
  CASE WHEN r.factor = 1 THEN amount ELSE CAST(round(amount * r.factor) AS bigint) END AS amount,
  CASE WHEN r.factor = 1 THEN refund ELSE CAST(round(refund * r.factor) AS bigint) END AS refund,
  status,
  nullif(lower(trim(email)), '') AS email,
  nullif(trim(name), '') AS name,
  nullif(trim(language), '') AS language,
  coalesce(updated_at, local_at) AS said_at,
  seq,
  consent,
  -- Undated, a refusal is as new as its upload and a permission as old as its order: when in doubt, no mail.
  CASE
    WHEN consent_at IS NOT NULL THEN timezone($1, timezone('UTC', consent_at))
    WHEN consent THEN local_at
    ELSE timezone($1, timezone('UTC', uploaded_at))
  END AS consent_said_at
FROM newest
LEFT JOIN owners ON owners.address = nullif(lower(trim(newest.email)), '')
LEFT JOIN rates r ON r.currency = coalesce(newest.currency, $2) AND r.decimals = newest.decimals
