-- The statements of the customers exports, in the policy's zone ($1). An undated one is as new as its upload.
WITH dated AS (
  SELECT c.*, i.seq, timezone($1, timezone('UTC', i.uploaded_at)) AS uploaded_local
  FROM lake_customers c
  JOIN intakes i ON i.content_id = c.intake_id AND i.kind = 'customers'
)
SELECT
  {{identity}} AS customer_id,
  nullif(lower(trim(email)), '') AS email,
  nullif(trim(phone), '') AS phone,
  nullif(trim(name), '') AS name,
  nullif(trim(language), '') AS language,
  coalesce(updated_at, uploaded_local) AS said_at,
  seq,
  consent,
  coalesce(timezone($1, timezone('UTC', consent_at)), uploaded_local) AS consent_said_at
FROM dated
LEFT JOIN owners ON owners.alias = {{alias}}
