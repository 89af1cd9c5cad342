-- The rows of the inventory, repeats settled, in the policy's zone and the run's currency.
-- $1 = time zone, $2 = currency of the run.
WITH standing AS (
  SELECT o.*, {{raw_identity}} AS raw_id
  FROM lake_orders o
  ANTI JOIN older ON older.intake_id = o.intake_id AND older."row" = o."row"
),
-- A statement that names nobody (the list of an order's items, say) leaves the order with whom an older one named.
named_before AS (
  SELECT l.by_intake, l.by_row, o.customer_id, o.email, o.phone
  FROM older l
  JOIN standing s ON s.intake_id = l.by_intake AND s."row" = l.by_row AND s.raw_id IS NULL
  JOIN (SELECT intake_id, "row", customer_id, email, phone, updated_at, {{raw_identity}} AS raw_id FROM lake_orders) o
    ON o.intake_id = l.intake_id AND o."row" = l."row" AND o.raw_id IS NOT NULL
  JOIN intakes i ON i.content_id = o.intake_id AND i.kind = 'orders'
  QUALIFY row_number() OVER (
    PARTITION BY l.by_intake, l.by_row
    ORDER BY coalesce(o.updated_at, i.uploaded_at) DESC, i.seq DESC, o."row" DESC
  ) = 1
),
told AS (
  SELECT
    s.* EXCLUDE (customer_id, email, phone, raw_id),
    CASE WHEN s.raw_id IS NULL THEN n.customer_id ELSE s.customer_id END AS customer_id,
    CASE WHEN s.raw_id IS NULL THEN coalesce(n.email, s.email) ELSE s.email END AS email,
    CASE WHEN s.raw_id IS NULL THEN coalesce(n.phone, s.phone) ELSE s.phone END AS phone
  FROM standing s
  LEFT JOIN named_before n ON n.by_intake = s.intake_id AND n.by_row = s."row"
),
known AS (
  SELECT *, {{raw_identity}} AS raw_id FROM told
),
-- A refund is of its order, and the order's customer is whom the purchase names now. What the refund says of somebody
-- else's name and language is left out, and so is a permission; a no is always heard.
bought AS (
  SELECT order_id, customer_id, email, phone, raw_id
  FROM known
  WHERE amount >= 0 AND order_id IN (SELECT order_id FROM lake_orders WHERE amount < 0)
),
newest AS (
  SELECT
    s.* EXCLUDE (customer_id, email, phone, name, language, consent, raw_id),
    CASE WHEN b.raw_id IS NULL THEN s.customer_id ELSE b.customer_id END AS customer_id,
    CASE WHEN b.raw_id IS NULL THEN s.email ELSE b.email END AS email,
    CASE WHEN b.raw_id IS NULL THEN s.phone ELSE b.phone END AS phone,
    CASE WHEN b.raw_id IS NULL OR b.raw_id = s.raw_id THEN s.name END AS name,
    CASE WHEN b.raw_id IS NULL OR b.raw_id = s.raw_id THEN s.language END AS language,
    CASE WHEN b.raw_id IS NULL OR b.raw_id = s.raw_id OR NOT s.consent THEN s.consent END AS consent,
    s.amount < 0 AND b.order_id IS NULL AS orphan,
    i.seq,
    i.uploaded_at,
    CASE WHEN s.has_zone THEN timezone($1, timezone('UTC', s.ordered_at)) ELSE s.ordered_at END AS local_at
  FROM known s
  JOIN intakes i ON i.content_id = s.intake_id AND i.kind = 'orders'
  LEFT JOIN bought b ON s.amount < 0 AND b.order_id = s.order_id
)
SELECT
  {{identity}} AS customer_id,
  CAST(local_at AS date) AS order_date,
  -- Half a minor unit goes away from zero, as on an invoice.
  CASE WHEN r.factor = 1 THEN amount ELSE CAST(round(amount * r.factor) AS bigint) END AS amount,
  CASE WHEN r.factor = 1 THEN refund ELSE CAST(round(refund * r.factor) AS bigint) END AS refund,
  status,
  nullif(lower(trim(email)), '') AS email,
  nullif(trim(phone), '') AS phone,
  nullif(trim(name), '') AS name,
  nullif(trim(language), '') AS language,
  coalesce(updated_at, local_at) AS said_at,
  seq,
  orphan,
  consent,
  -- Undated, a refusal is as new as its upload and a permission as old as its order: when in doubt, no mail.
  CASE
    WHEN consent_at IS NOT NULL THEN timezone($1, timezone('UTC', consent_at))
    WHEN consent THEN local_at
    ELSE timezone($1, timezone('UTC', uploaded_at))
  END AS consent_said_at
FROM newest
LEFT JOIN owners ON owners.alias = {{alias}}
LEFT JOIN rates r ON r.currency = coalesce(newest.currency, $2) AND r.decimals = newest.decimals
