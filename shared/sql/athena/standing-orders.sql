-- Every order and refund that counts, in the policy's zone and the run's currency; whose it is, still in the words of the
-- exports.
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
  LEFT JOIN apart a ON a.intake_id = o.intake_id AND a."row" = o."row"
  WHERE a.intake_id IS NULL
  UNION ALL
  SELECT * FROM apart_orders
),
dated AS (
  SELECT
    s.*,
    i.seq,
    i.known_to_base OR s.restated AS known_to_base,
    CAST(at_timezone(with_timezone(i.uploaded_at, 'UTC'), {{zone}}) AS timestamp(3)) AS uploaded_local,
    CASE
      WHEN s.updated_has_zone THEN CAST(at_timezone(with_timezone(s.updated_at, 'UTC'), {{zone}}) AS timestamp(3))
      ELSE CAST(s.updated_at AS timestamp(3))
    END AS updated_local,
    CASE
      WHEN s.consent_has_zone THEN CAST(at_timezone(with_timezone(s.consent_at, 'UTC'), {{zone}}) AS timestamp(3))
      ELSE CAST(s.consent_at AS timestamp(3))
    END AS consent_local,
    CASE
      WHEN s.has_zone THEN CAST(at_timezone(with_timezone(s.ordered_at, 'UTC'), {{zone}}) AS timestamp(3))
      ELSE CAST(s.ordered_at AS timestamp(3))
    END AS local_at
  FROM told s
  JOIN intakes i ON i.content_id = s.intake_id AND i.kind = 'orders'
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
