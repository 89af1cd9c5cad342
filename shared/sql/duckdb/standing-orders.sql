-- Every order and refund that counts, in the policy's zone and the run's currency; whose it is, still in the words of the
-- exports. As a view: whoever asks reads the columns that he needs out of the lake's own files.
WITH told AS (
  SELECT
    o.intake_id,
    o.customer_id,
    o.email,
    o.phone,
    o.name,
    o.language,
    CAST(NULL AS varchar) AS taken_back_id,
    o.ordered_at,
    o.has_zone,
    o.amount,
    o.decimals,
    o.currency,
    coalesce(o.refund, 0) AS refund,
    o.decimals AS refund_decimals,
    o.currency AS refund_currency,
    o.status,
    o.category,
    o.channel,
    o.region,
    o.consent,
    o.consent_at,
    o.consent_has_zone,
    o.updated_at,
    o.updated_has_zone,
    false AS orphan,
    false AS restated
  FROM lake_orders o
  ANTI JOIN apart a ON a.intake_id = o.intake_id AND a."row" = o."row"
  UNION ALL
  SELECT * FROM apart_orders
),
dated AS (
  SELECT
    s.* EXCLUDE (updated_at, consent_at, ordered_at),
    i.seq,
    i.known_to_base OR s.restated AS known_to_base,
    i.uploaded_local,
    CASE WHEN s.updated_has_zone THEN timezone({{zone}}, timezone('UTC', s.updated_at)) ELSE s.updated_at END AS updated_local,
    CASE WHEN s.consent_has_zone THEN timezone({{zone}}, timezone('UTC', s.consent_at)) ELSE s.consent_at END AS consent_local,
    CASE WHEN s.has_zone THEN timezone({{zone}}, timezone('UTC', s.ordered_at)) ELSE s.ordered_at END AS local_at
  FROM told s
  JOIN (
    SELECT content_id, seq, known_to_base, timezone({{zone}}, timezone('UTC', uploaded_at)) AS uploaded_local
    FROM intakes
    WHERE kind = 'orders'
  ) i ON i.content_id = s.intake_id
)
SELECT
  customer_id,
  email,
  phone,
  name,
  language,
  taken_back_id,
  CAST(local_at AS date) AS order_date,
  {{amount}} AS amount,
  {{refund}} AS refund,
  {{texts}}
  status,
  coalesce(updated_local, local_at) AS said_at,
  seq,
  known_to_base,
  orphan,
  consent,
  -- Undated, a refusal is as new as its upload and a permission as old as its order: when in doubt, no mail.
  coalesce(consent_local, CASE WHEN consent THEN local_at ELSE uploaded_local END) AS consent_said_at,
  consent_local IS NOT NULL AS consent_dated
FROM dated
{{rates}}
