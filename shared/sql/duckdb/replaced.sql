-- How many rows of each orders export were replaced by rows of which other; of them, how many say something else than
-- the row that counts now, and how many name another customer. Two ways to write one customer are no move.
WITH reworded AS (
  SELECT intake_id, "row" FROM older WHERE person_changed
  UNION
  SELECT by_intake AS intake_id, by_row AS "row" FROM older WHERE person_changed
),
named AS (
  SELECT r.intake_id, r."row", {{identity}} AS customer
  FROM apart r
  SEMI JOIN reworded w ON w.intake_id = r.intake_id AND w."row" = r."row"
  LEFT JOIN owners ON owners.alias = {{alias}}
),
compared AS (
  SELECT
    o.intake_id,
    o.by_intake,
    o.money_changed,
    o.person_changed AND was.customer IS DISTINCT FROM "is".customer AS moved
  FROM older o
  LEFT JOIN named was ON was.intake_id = o.intake_id AND was."row" = o."row"
  LEFT JOIN named "is" ON "is".intake_id = o.by_intake AND "is"."row" = o.by_row
)
SELECT
  intake_id,
  by_intake,
  count(*) AS replaced,
  count(*) FILTER (WHERE money_changed OR moved) AS changed,
  count(*) FILTER (WHERE moved) AS moved
FROM compared
GROUP BY intake_id, by_intake
ORDER BY intake_id, by_intake
