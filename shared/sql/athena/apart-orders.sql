-- What the rows that were set apart come to: one row an order, and its refunds. Still in the words of the exports.
WITH standing AS (
  SELECT o.*, {{raw_identity}} AS raw_id
  FROM apart o
  LEFT JOIN older l ON l.intake_id = o.intake_id AND l."row" = o."row"
  WHERE l.intake_id IS NULL
),
-- A statement that names nobody (the list of an order's items, say) leaves the order with whom an older one named.
named_before AS (
  SELECT
    l.by_intake,
    l.by_row,
    o.customer_id,
    o.email,
    o.phone,
    row_number() OVER (PARTITION BY l.by_intake, l.by_row ORDER BY l.place) AS nearness
  FROM older l
  JOIN standing s ON s.intake_id = l.by_intake AND s."row" = l.by_row
  JOIN (SELECT intake_id, "row", customer_id, email, phone, {{raw_identity}} AS raw_id FROM apart) o
    ON o.intake_id = l.intake_id AND o."row" = l."row"
  WHERE s.raw_id IS NULL AND o.raw_id IS NOT NULL
),
-- A statement of a file that knows of no refunds leaves the order with what an older one stated. What was paid back by
-- status alone came back with the status.
refunded_before AS (
  SELECT
    l.by_intake,
    l.by_row,
    o.refund,
    o.decimals,
    o.currency,
    row_number() OVER (PARTITION BY l.by_intake, l.by_row ORDER BY l.place) AS nearness
  FROM older l
  JOIN standing s ON s.intake_id = l.by_intake AND s."row" = l.by_row
  JOIN apart o ON o.intake_id = l.intake_id AND o."row" = l."row"
  WHERE s.refund IS NULL AND o.refund IS NOT NULL AND o.status = 'paid'
),
told AS (
  SELECT
    s.intake_id,
    s."row",
    s.order_id,
    s.name,
    s.language,
    s.ordered_at,
    s.has_zone,
    s.amount,
    s.decimals,
    s.currency,
    s.status,
    s.category,
    s.channel,
    s.region,
    s.consent,
    s.consent_at,
    s.consent_has_zone,
    s.updated_at,
    s.updated_has_zone,
    coalesce(s.refund, p.refund, 0) AS refund,
    CASE WHEN s.refund IS NULL AND p.refund IS NOT NULL THEN p.decimals ELSE s.decimals END AS refund_decimals,
    CASE WHEN s.refund IS NULL AND p.refund IS NOT NULL THEN p.currency ELSE s.currency END AS refund_currency,
    coalesce(n.customer_id, s.customer_id) AS customer_id,
    coalesce(n.email, s.email) AS email,
    coalesce(n.phone, s.phone) AS phone
  FROM standing s
  LEFT JOIN named_before n ON n.by_intake = s.intake_id AND n.by_row = s."row" AND n.nearness = 1
  LEFT JOIN refunded_before p ON p.by_intake = s.intake_id AND p.by_row = s."row" AND p.nearness = 1
),
known AS (
  SELECT told.*, {{raw_identity}} AS raw_id FROM told
),
taken_back AS (
  SELECT DISTINCT order_id FROM apart WHERE amount < 0 AND order_id IS NOT NULL
),
-- A refund is of its order, and the order's customer is whom the purchase names now. What the refund says of somebody
-- else's name and language is left out, and so is a permission; a no is always heard.
bought AS (
  SELECT k.order_id, k.customer_id, k.email, k.phone, k.raw_id
  FROM known k
  JOIN taken_back b ON b.order_id = k.order_id
  WHERE k.amount >= 0
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
  r.order_id AS taken_back_id,
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
LEFT JOIN taken_back r ON r.order_id = s.order_id
LEFT JOIN bought b ON s.amount < 0 AND b.order_id = s.order_id
LEFT JOIN restated t ON t.by_intake = s.intake_id AND t.by_row = s."row"
