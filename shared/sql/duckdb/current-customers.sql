-- The statements of the customers exports, in the policy's zone ($1). An undated one is as new as its upload.
WITH dated AS (
  SELECT
    c.*,
    i.seq,
    i.known_to_base,
    i.uploaded_local,
    CASE WHEN c.updated_has_zone THEN timezone($1, timezone('UTC', c.updated_at)) ELSE c.updated_at END AS updated_local,
    CASE WHEN c.consent_has_zone THEN timezone($1, timezone('UTC', c.consent_at)) ELSE c.consent_at END AS consent_local
  FROM lake_customers c
  JOIN (
    SELECT content_id, seq, known_to_base, timezone($1, timezone('UTC', uploaded_at)) AS uploaded_local
    FROM intakes
    WHERE kind = 'customers'
  ) i ON i.content_id = c.intake_id
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
