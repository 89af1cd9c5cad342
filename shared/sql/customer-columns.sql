-- Columns of the customers exports, each as the newest row that has it says. Equal times fall to the newer upload, then
-- to the texts themselves, so that the order of rows decides nothing.
WITH ranked AS (
  SELECT
    customer_id,
    {{names}},
    row_number() OVER (PARTITION BY customer_id ORDER BY said_at, seq, {{ties}}) AS place
  FROM {{customers}}
  WHERE customer_id IS NOT NULL AND {{known}}
)
SELECT
  customer_id,
  {{columns}}
FROM ranked
GROUP BY customer_id
