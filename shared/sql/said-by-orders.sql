-- What the orders say of people: how they can be reached and are called, and when each was said last.
WITH of_key AS (
  SELECT customer_id, email, phone, name, language, seq, max(said_at) AS said_at, count(*) AS order_rows
  FROM keyed_orders
  WHERE customer_id IS NOT NULL
  GROUP BY customer_id, email, phone, name, language, seq
)
SELECT
  {{customer}} AS customer_id,
  nullif(lower(trim(email)), '') AS email,
  nullif(trim(phone), '') AS phone,
  nullif(trim(name), '') AS name,
  nullif(trim(language), '') AS language,
  seq,
  said_at,
  CAST(order_rows AS bigint) AS order_rows,
  -- Whether the key is written otherwise than the customer.
  customer_id <> {{customer}} AS reworded
FROM of_key
