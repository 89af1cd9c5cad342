-- The rows of the inventory, repeats settled, in the policy's zone and the run's currency.
-- $1 = time zone, $2 = currency of the run.
WITH standing AS (
  SELECT o.*, {{raw_identity}} AS raw_id
  FROM lake_orders o
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
  JOIN (SELECT intake_id, "row", customer_id, email, phone, {{raw_identity}} AS raw_id FROM lake_orders) o
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
  JOIN lake_orders o ON o.intake_id = l.intake_id AND o."row" = l."row"
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
    CASE WHEN s.raw_id IS NULL THEN n.customer_id ELSE s.customer_id END AS customer_id,
    CASE WHEN s.raw_id IS NULL THEN coalesce(n.email, s.email) ELSE s.email END AS email,
    CASE WHEN s.raw_id IS NULL THEN coalesce(n.phone, s.phone) ELSE s.phone END AS phone
  FROM standing s
  LEFT JOIN named_before n ON n.by_intake = s.intake_id AND n.by_row = s."row" AND n.nearness = 1
  LEFT JOIN refunded_before p ON p.by_intake = s.intake_id AND p.by_row = s."row" AND p.nearness = 1
),
known AS (
  SELECT told.*, {{raw_identity}} AS raw_id FROM told
),
taken_back AS (
  SELECT DISTINCT order_id FROM lake_orders WHERE amount < 0 AND order_id IS NOT NULL
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
),
newest AS (
  SELECT
    s.order_id,
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
    CASE WHEN b.raw_id IS NULL THEN s.customer_id ELSE b.customer_id END AS customer_id,
    CASE WHEN b.raw_id IS NULL THEN s.email ELSE b.email END AS email,
    CASE WHEN b.raw_id IS NULL THEN s.phone ELSE b.phone END AS phone,
    CASE WHEN b.raw_id IS NULL OR b.raw_id = s.raw_id THEN s.name END AS name,
    CASE WHEN b.raw_id IS NULL OR b.raw_id = s.raw_id THEN s.language END AS language,
    CASE WHEN b.raw_id IS NULL OR b.raw_id = s.raw_id OR NOT s.consent THEN s.consent END AS consent,
    s.amount < 0 AND b.order_id IS NULL AS orphan,
    i.seq,
    i.known_to_base OR t.by_intake IS NOT NULL AS known_to_base,
    CAST(at_timezone(with_timezone(i.uploaded_at, 'UTC'), $1) AS timestamp(3)) AS uploaded_local,
    CASE
      WHEN s.updated_has_zone THEN CAST(at_timezone(with_timezone(s.updated_at, 'UTC'), $1) AS timestamp(3))
      ELSE CAST(s.updated_at AS timestamp(3))
    END AS updated_local,
    CASE
      WHEN s.consent_has_zone THEN CAST(at_timezone(with_timezone(s.consent_at, 'UTC'), $1) AS timestamp(3))
      ELSE CAST(s.consent_at AS timestamp(3))
    END AS consent_local,
    CASE
      WHEN s.has_zone THEN CAST(at_timezone(with_timezone(s.ordered_at, 'UTC'), $1) AS timestamp(3))
      ELSE CAST(s.ordered_at AS timestamp(3))
    END AS local_at
  FROM known s
  JOIN intakes i ON i.content_id = s.intake_id AND i.kind = 'orders'
  LEFT JOIN bought b ON s.amount < 0 AND b.order_id = s.order_id
  LEFT JOIN restated t ON t.by_intake = s.intake_id AND t.by_row = s."row"
)
SELECT
  {{identity}} AS customer_id,
  -- Of what order a refund row may be.
  b.order_id AS taken_back_id,
  CAST(local_at AS date) AS order_date,
  -- Half a minor unit goes away from zero, as on an invoice.
  CASE WHEN r.factor = 1 THEN amount ELSE CAST(round(amount * r.factor) AS bigint) END AS amount,
  CASE
    WHEN refund = 0 OR paid_back.factor = 1 THEN refund
    ELSE CAST(round(refund * paid_back.factor) AS bigint)
  END AS refund,
  {{texts}}
  status,
  nullif(lower(trim(email)), '') AS email,
  nullif(trim(phone), '') AS phone,
  nullif(trim(name), '') AS name,
  nullif(trim(language), '') AS language,
  coalesce(updated_local, local_at) AS said_at,
  seq,
  known_to_base,
  orphan,
  consent,
  -- Undated, a refusal is as new as its upload and a permission as old as its order: when in doubt, no mail.
  coalesce(consent_local, CASE WHEN consent THEN local_at ELSE uploaded_local END) AS consent_said_at,
  consent_local IS NOT NULL AS consent_dated,
  {{lone_phone}} AS lone_phone
FROM newest
LEFT JOIN taken_back b ON b.order_id = newest.order_id
LEFT JOIN owners ON owners.alias = {{alias}}
LEFT JOIN rates r ON r.currency = coalesce(newest.currency, $2) AND r.decimals = newest.decimals
LEFT JOIN rates paid_back
  ON paid_back.currency = coalesce(newest.refund_currency, $2) AND paid_back.decimals = newest.refund_decimals
