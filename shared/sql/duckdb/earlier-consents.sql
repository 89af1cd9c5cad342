-- What order rows say of consent that is not in `current_orders`: the statements that a newer one of their order replaced,
-- because a file that is silent takes nothing back, and the refusals of whoever a refund row names. Each is about the
-- customer whom its own row names; one that names nobody, about whom the nearest statement of the order names, the older
-- ones first. $1 = time zone.
WITH members AS (
  SELECT by_intake, by_row, intake_id, "row", place FROM older
  UNION ALL
  SELECT DISTINCT by_intake, by_row, by_intake, by_row, 1 FROM older
),
-- Only orders with something to hear: whom an order's rows name is a text each.
spoken AS (
  SELECT o.*, l.by_intake, l.by_row, l.place, {{raw_identity}} AS raw_id
  FROM apart o
  LEFT JOIN older l ON l.intake_id = o.intake_id AND l."row" = o."row"
  WHERE o.consent IS NOT NULL AND CASE WHEN o.amount < 0 THEN NOT o.consent ELSE l.place IS NOT NULL END
),
named AS (
  SELECT s.intake_id, s."row", o.customer_id, o.email, o.phone
  FROM spoken s
  JOIN members m ON m.by_intake = s.by_intake AND m.by_row = s.by_row
  JOIN (SELECT intake_id, "row", customer_id, email, phone, {{raw_identity}} AS raw_id FROM apart) o
    ON o.intake_id = m.intake_id AND o."row" = m."row" AND o.raw_id IS NOT NULL
  WHERE s.raw_id IS NULL
  QUALIFY row_number() OVER (
    PARTITION BY s.intake_id, s."row"
    ORDER BY m.place < s.place, abs(m.place - s.place)
  ) = 1
),
told AS (
  SELECT
    CASE WHEN s.raw_id IS NULL THEN n.customer_id ELSE s.customer_id END AS customer_id,
    CASE WHEN s.raw_id IS NULL THEN coalesce(n.email, s.email) ELSE s.email END AS email,
    CASE WHEN s.raw_id IS NULL THEN coalesce(n.phone, s.phone) ELSE s.phone END AS phone,
    s.consent,
    i.seq,
    CASE WHEN s.consent_has_zone THEN timezone($1, timezone('UTC', s.consent_at)) ELSE s.consent_at END AS consent_local,
    CASE WHEN s.has_zone THEN timezone($1, timezone('UTC', s.ordered_at)) ELSE s.ordered_at END AS local_at,
    timezone($1, timezone('UTC', i.uploaded_at)) AS uploaded_local
  FROM spoken s
  JOIN intakes i ON i.content_id = s.intake_id AND i.kind = 'orders'
  LEFT JOIN named n ON n.intake_id = s.intake_id AND n."row" = s."row"
)
SELECT
  {{identity}} AS customer_id,
  nullif(lower(trim(email)), '') AS email,
  seq,
  consent,
  coalesce(consent_local, CASE WHEN consent THEN local_at ELSE uploaded_local END) AS consent_said_at,
  consent_local IS NOT NULL AS consent_dated,
  {{lone_phone}} AS lone_phone
FROM told
LEFT JOIN owners ON owners.alias = {{alias}}
