-- The rows of the inventory, repeats settled, in the policy's zone and the run's currency.
-- $1 = time zone, $2 = currency of the run.
-- Most rows stand as they are. Those that replaced others, and refunds, are looked into by themselves: beside joins that
-- the engine cannot estimate, it would lay all orders out in memory.
-- Statements that name nobody and replaced others; asked of those alone that replaced any.
WITH nameless AS (
  SELECT l.intake_id, l."row", l.by_intake, l.by_row, l.place
  FROM older l
  JOIN lake_orders s ON s.intake_id = l.by_intake AND s."row" = l.by_row
  WHERE CASE WHEN l.place > 0 THEN {{raw_identity}} END IS NULL
),
-- A statement that names nobody (the list of an order's items, say) leaves the order with whom an older one named.
named_before AS (
  SELECT l.by_intake, l.by_row, o.customer_id, o.email, o.phone
  FROM nameless l
  JOIN lake_orders o ON o.intake_id = l.intake_id AND o."row" = l."row"
  WHERE CASE WHEN l.place > 0 THEN {{raw_identity}} END IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY l.by_intake, l.by_row ORDER BY l.place) = 1
),
-- A statement of a file that knows of no refunds leaves the order with what an older one stated. What was paid back by
-- status alone came back with the status.
refunded_before AS (
  SELECT l.by_intake, l.by_row, o.refund, o.decimals, o.currency
  FROM older l
  JOIN (SELECT intake_id, "row" FROM lake_orders WHERE refund IS NULL) s
    ON s.intake_id = l.by_intake AND s."row" = l.by_row
  JOIN (SELECT intake_id, "row", refund, decimals, currency FROM lake_orders WHERE refund IS NOT NULL AND status = 'paid') o
    ON o.intake_id = l.intake_id AND o."row" = l."row"
  QUALIFY row_number() OVER (PARTITION BY l.by_intake, l.by_row ORDER BY l.place) = 1
),
odd AS (
  SELECT * FROM lake_orders WHERE amount < 0
  UNION ALL
  SELECT o.*
  FROM lake_orders o
  SEMI JOIN older l ON l.by_intake = o.intake_id AND l.by_row = o."row"
  WHERE o.amount >= 0
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
  FROM odd s
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
    FROM lake_orders s
    SEMI JOIN (SELECT order_id FROM lake_orders WHERE amount < 0) t ON t.order_id = s.order_id
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
),
looked_into AS (
  SELECT
    s.* EXCLUDE (customer_id, email, phone, name, language, consent, raw_id),
    CASE WHEN b.raw_id IS NULL THEN s.customer_id ELSE b.customer_id END AS customer_id,
    CASE WHEN b.raw_id IS NULL THEN s.email ELSE b.email END AS email,
    CASE WHEN b.raw_id IS NULL THEN s.phone ELSE b.phone END AS phone,
    CASE WHEN b.raw_id IS NULL OR b.raw_id = s.raw_id THEN s.name END AS name,
    CASE WHEN b.raw_id IS NULL OR b.raw_id = s.raw_id THEN s.language END AS language,
    CASE WHEN b.raw_id IS NULL OR b.raw_id = s.raw_id OR NOT s.consent THEN s.consent END AS consent,
    s.amount < 0 AND b.order_id IS NULL AS orphan,
    t.by_intake IS NOT NULL AS restated
  FROM known s
  LEFT JOIN bought b ON b.order_id = CASE WHEN s.amount < 0 THEN s.order_id END
  LEFT JOIN restated t ON t.by_intake = s.intake_id AND t.by_row = s."row"
),
standing AS (
  SELECT
    o.* EXCLUDE (refund),
    coalesce(refund, 0) AS refund,
    decimals AS refund_decimals,
    currency AS refund_currency,
    false AS orphan,
    false AS restated
  FROM lake_orders o
  ANTI JOIN older ON older.intake_id = o.intake_id AND older."row" = o."row"
  ANTI JOIN older l ON l.by_intake = o.intake_id AND l.by_row = o."row"
  WHERE o.amount >= 0
  UNION ALL BY NAME
  SELECT * FROM looked_into
),
newest AS (
  SELECT
    s.* EXCLUDE (email),
    lower(trim(s.email)) AS email,
    i.seq,
    i.known_to_base OR s.restated AS known_to_base,
    i.uploaded_local,
    CASE WHEN s.updated_has_zone THEN timezone($1, timezone('UTC', s.updated_at)) ELSE s.updated_at END AS updated_local,
    CASE WHEN s.consent_has_zone THEN timezone($1, timezone('UTC', s.consent_at)) ELSE s.consent_at END AS consent_local,
    CASE WHEN s.has_zone THEN timezone($1, timezone('UTC', s.ordered_at)) ELSE s.ordered_at END AS local_at
  FROM standing s
  JOIN (
    SELECT content_id, seq, known_to_base, timezone($1, timezone('UTC', uploaded_at)) AS uploaded_local
    FROM intakes
    WHERE kind = 'orders'
  ) i ON i.content_id = s.intake_id
)
SELECT
  {{identity}} AS customer_id,
  -- Of what order a refund row may be; a text in every row would cost too much memory.
  CASE WHEN order_id IN (SELECT order_id FROM lake_orders WHERE amount < 0) THEN order_id END AS taken_back_id,
  CAST(local_at AS date) AS order_date,
  -- Half a minor unit goes away from zero, as on an invoice.
  CASE WHEN r.factor = 1 THEN amount ELSE CAST(round(amount * r.factor) AS bigint) END AS amount,
  CASE
    WHEN refund = 0 OR paid_back.factor = 1 THEN refund
    ELSE CAST(round(refund * paid_back.factor) AS bigint)
  END AS refund,
  {{texts}}
  status,
  nullif(email, '') AS email,
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
  CASE WHEN phone IS NOT NULL THEN {{lone_phone}} END AS lone_phone
FROM newest
LEFT JOIN owners ON owners.alias = {{alias}}
LEFT JOIN rates r ON r.currency = coalesce(newest.currency, $2) AND r.decimals = newest.decimals
LEFT JOIN rates paid_back
  ON paid_back.currency = coalesce(newest.refund_currency, $2) AND paid_back.decimals = newest.refund_decimals
