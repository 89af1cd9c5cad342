-- The newest address, name and language of each customer. Equal times fall to the newer upload, then to the text
-- itself, so that the order of rows decides nothing.
WITH said AS (
  SELECT customer_id, said_at, seq, email, name, language
  FROM current_orders
  WHERE customer_id IS NOT NULL
  UNION ALL
  SELECT customer_id, said_at, seq, email, name, language
  FROM current_customers
  WHERE customer_id IS NOT NULL
),
-- Most rows of a customer say the same: each of his contacts counts by its newest row.
newest AS (
  SELECT customer_id, email, name, language, seq, max(said_at) AS said_at
  FROM said
  WHERE email IS NOT NULL OR name IS NOT NULL OR language IS NOT NULL
  GROUP BY customer_id, email, name, language, seq
),
ranked AS (
  SELECT
    customer_id,
    email,
    name,
    language,
    row_number() OVER (
      PARTITION BY customer_id
      ORDER BY said_at, seq, coalesce(email, ''), coalesce(name, ''), coalesce(language, '')
    ) AS place
  FROM newest
)
SELECT
  customer_id,
  max_by(email, CASE WHEN email IS NOT NULL THEN place END) AS email,
  max_by(name, CASE WHEN name IS NOT NULL THEN place END) AS name,
  max_by(language, CASE WHEN language IS NOT NULL THEN place END) AS language
FROM ranked
GROUP BY customer_id
