-- The newest address, name and language of everyone who is named; NULL of whom nothing is said. Equal times fall to the
-- newer upload, then to the text itself, so that the order of rows decides nothing.
WITH spoken_of AS (
  SELECT customer_id, max(email) AS email, max(name) AS name, max(language) AS language
  FROM said
  GROUP BY customer_id
),
-- Of most people all that is said is the same. Only of the others it is asked what was said last.
otherwise AS (
  SELECT DISTINCT s.customer_id
  FROM said s
  JOIN spoken_of a ON a.customer_id = s.customer_id
  WHERE s.email <> a.email OR s.name <> a.name OR s.language <> a.language
),
ranked AS (
  SELECT
    s.customer_id,
    s.email,
    s.name,
    s.language,
    row_number() OVER (
      PARTITION BY s.customer_id
      ORDER BY s.said_at, s.seq, coalesce(s.email, ''), coalesce(s.name, ''), coalesce(s.language, '')
    ) AS place
  FROM said s
  JOIN otherwise o ON o.customer_id = s.customer_id
),
newest AS (
  SELECT
    customer_id,
    max_by(email, CASE WHEN email IS NOT NULL THEN place END) AS email,
    max_by(name, CASE WHEN name IS NOT NULL THEN place END) AS name,
    max_by(language, CASE WHEN language IS NOT NULL THEN place END) AS language
  FROM ranked
  GROUP BY customer_id
)
SELECT
  a.customer_id,
  CASE WHEN n.customer_id IS NULL THEN a.email ELSE n.email END AS email,
  CASE WHEN n.customer_id IS NULL THEN a.name ELSE n.name END AS name,
  CASE WHEN n.customer_id IS NULL THEN a.language ELSE n.language END AS language
FROM spoken_of a
LEFT JOIN newest n ON n.customer_id = a.customer_id
