-- The statements of the customers exports, in the policy's zone ($1). An undated one is as new as its upload.
WITH dated AS (
  SELECT
    c.*,
    i.seq,
    i.known_to_base,
    CAST(at_timezone(with_timezone(i.uploaded_at, 'UTC'), $1) AS timestamp(3)) AS uploaded_local,
    CASE
      WHEN c.updated_has_zone THEN CAST(at_timezone(with_timezone(c.updated_at, 'UTC'), $1) AS timestamp(3))
      ELSE CAST(c.updated_at AS timestamp(3))
    END AS updated_local,
    CASE
      WHEN c.consent_has_zone THEN CAST(at_timezone(with_timezone(c.consent_at, 'UTC'), $1) AS timestamp(3))
      ELSE CAST(c.consent_at AS timestamp(3))
    END AS consent_local
  FROM lake_customers c
  JOIN intakes i ON i.content_id = c.intake_id AND i.kind = 'customers'
)
SELECT
  {{identity}} AS customer_id,
  nullif(lower(trim(email)), '') AS email,
  nullif(trim(phone), '') AS phone,
  nullif(trim(name), '') AS name,
  nullif(trim(language), '') AS language,
  coalesce(updated_local, uploaded_local) AS said_at,
  seq,
  known_to_base,
  {{columns}}
  consent,
  coalesce(consent_local, uploaded_local) AS consent_said_at,
  consent_local IS NOT NULL AS consent_dated,
  {{lone_phone}} AS lone_phone
FROM dated
LEFT JOIN owners ON owners.alias = {{alias}}
