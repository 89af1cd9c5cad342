-- What the policy asks of feedback; one row for everyone who gave any. `place` counts from the oldest; of equally old
-- ones the lower score is the newer, and what has no score is older than both.
WITH ranked AS (
  SELECT
    customer_id,
    feedback,
    on_day,
    score,
    closed_on,
    row_number() OVER (PARTITION BY customer_id ORDER BY local_at, -score NULLS FIRST) AS place
  FROM {{feedback}}
  WHERE customer_id IS NOT NULL AND on_day <= {{as_of}}
)
SELECT
  customer_id,
  {{columns}}
FROM ranked
GROUP BY customer_id
