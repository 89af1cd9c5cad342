-- Every current row of activity or feedback by what became of it.
SELECT
  CAST(count(CASE WHEN customer_id IS NULL THEN 1 END) AS bigint) AS anonymous,
  CAST(count(CASE WHEN customer_id IS NOT NULL AND on_day > {{as_of}} THEN 1 END) AS bigint) AS later,
  CAST(count(CASE WHEN customer_id IS NOT NULL AND on_day <= {{as_of}} THEN 1 END) AS bigint) AS counted
FROM {{rows}}
