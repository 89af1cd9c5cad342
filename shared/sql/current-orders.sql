-- The orders that count, by whom they are of; NULL where nobody knows.
SELECT
  {{identity}} AS customer_id,
  taken_back_id,
  order_date,
  amount,
  refund,
  {{texts}}
  status,
  nullif(lower(trim(email)), '') AS email,
  nullif(trim(phone), '') AS phone,
  nullif(trim(name), '') AS name,
  nullif(trim(language), '') AS language,
  said_at,
  seq,
  known_to_base,
  orphan,
  consent,
  consent_said_at,
  consent_dated,
  {{lone_phone}} AS lone_phone
FROM standing_orders
{{owners}}
