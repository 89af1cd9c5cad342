-- What the rows that were set apart come to: one row an order, and its refunds. Still in the words of the exports.
-- Statements that name nobody and replaced others.
WITH nameless AS (
  SELECT l.intake_id, l."row", l.by_intake, l.by_row, l.place
  FROM older l
  JOIN apart s ON s.intake_id = l.by_intake AND s."row" = l.by_row
  WHERE {{raw_identity}} IS NULL
),
-- A statement that names nobody (the list of an order's items, say) leaves the order with whom an older one named.
named_before AS (
  SELECT l.by_intake, l.by_row, o.customer_id, o.email, o.phone
  FROM nameless l
  JOIN apart o ON o.intake_id = l.intake_id AND o."row" = l."row"
  WHERE {{raw_identity}} IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY l.by_intake, l.by_row ORDER BY l.place) = 1
),
-- A statement of a file that knows of no refunds leaves the order with what an older one stated. What was paid back by
-- status alone came back with the status.
refunded_before AS (
  SELECT l.by_intake, l.by_row, o.refund, o.decimals, o.currency
  FROM older l
  JOIN (SELECT intake_id, "row" FROM apart WHERE refund IS NULL) s
    ON s.intake_id = l.by_intake AND s."row" = l.by_row
  JOIN (SELECT intake_id, "row", refund, decimals, currency FROM apart WHERE refund IS NOT NULL AND status = 'paid') o
    ON o.intake_id = l.intake_id AND o."row" = l."row"
  QUALIFY row_number() OVER (PARTITION BY l.by_intake, l.by_row ORDER BY l.place) = 1
),
told AS (
  SELECT
    s.* EXCLUDE (customer_id, email, phone, refund),
    coalesce(s.refund, p.refund, 0) AS refund,
    CASE WHEN s.refund IS NULL AND p.refund IS NOT NULL THEN p.decimals ELSE s.decimals END AS refund_decimals,
    CASE WHEN s.refund IS NULL AND p.refund IS NOT NULL THEN p.currency ELSE s.currency END AS refund_currency,
    coalesce(n.customer_id, s.customer_id) AS customer_id,
    coalesce(n.email, s.email) AS email,
    coalesce(n.phone, s.phone) AS phone
  FROM apart s
  LEFT JOIN named_before n ON n.by_intake = s.intake_id AND n.by_row = s."row"
  LEFT JOIN refunded_before p ON p.by_intake = s.intake_id AND p.by_row = s."row"
  ANTI JOIN older ON older.intake_id = s.intake_id AND older."row" = s."row"
),
-- Of a refund row, whom it names itself.
known AS (
  SELECT *, CASE WHEN amount < 0 THEN {{raw_identity}} END AS raw_id FROM told
),
-- A refund is of its order, and the order's customer is whom the purchase names now. What the refund says of somebody
-- else's name and language is left out, and so is a permission; a no is always heard.
bought AS (
  SELECT order_id, customer_id, email, phone, {{raw_identity}} AS raw_id
  FROM (
    SELECT
      s.order_id,
      coalesce(n.customer_id, s.customer_id) AS customer_id,
      coalesce(n.email, s.email) AS email,
      coalesce(n.phone, s.phone) AS phone
    FROM apart s
    SEMI JOIN (SELECT order_id FROM apart WHERE amount < 0) t ON t.order_id = s.order_id
    ANTI JOIN older ON older.intake_id = s.intake_id AND older."row" = s."row"
    LEFT JOIN named_before n ON n.by_intake = s.intake_id AND n.by_row = s."row"
    WHERE s.amount >= 0
  ) told
),
-- New statements that say what the newest one said that the base run saw: nothing happened to those orders.
restated AS (
  SELECT l.by_intake, l.by_row
  FROM older l
  JOIN intakes i ON i.content_id = l.intake_id AND i.kind = 'orders' AND i.known_to_base
  JOIN intakes b ON b.content_id = l.by_intake AND b.kind = 'orders' AND NOT b.known_to_base
  GROUP BY l.by_intake, l.by_row
  HAVING NOT min_by(l.money_changed OR l.person_changed, l.place)
)
SELECT
  s.intake_id,
  CASE WHEN b.raw_id IS NULL THEN s.customer_id ELSE b.customer_id END AS customer_id,
  CASE WHEN b.raw_id IS NULL THEN s.email ELSE b.email END AS email,
  CASE WHEN b.raw_id IS NULL THEN s.phone ELSE b.phone END AS phone,
  CASE WHEN b.raw_id IS NULL OR b.raw_id = s.raw_id THEN s.name END AS name,
  CASE WHEN b.raw_id IS NULL OR b.raw_id = s.raw_id THEN s.language END AS language,
  -- Of what order a refund row may be.
  CASE WHEN s.order_id IN (SELECT order_id FROM apart WHERE amount < 0) THEN s.order_id END AS taken_back_id,
  s.ordered_at,
  s.has_zone,
  s.amount,
  s.decimals,
  s.currency,
  s.refund,
  s.refund_decimals,
  s.refund_currency,
  s.status,
  s.category,
  s.channel,
  s.region,
  CASE WHEN b.raw_id IS NULL OR b.raw_id = s.raw_id OR NOT s.consent THEN s.consent END AS consent,
  s.consent_at,
  s.consent_has_zone,
  s.updated_at,
  s.updated_has_zone,
  s.amount < 0 AND b.order_id IS NULL AS orphan,
  t.by_intake IS NOT NULL AS restated
FROM known s
LEFT JOIN bought b ON b.order_id = CASE WHEN s.amount < 0 THEN s.order_id END
LEFT JOIN restated t ON t.by_intake = s.intake_id AND t.by_row = s."row"
