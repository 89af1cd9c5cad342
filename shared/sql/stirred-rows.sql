-- The rows of those to whom something happened since the base run, as it knew them.
SELECT *
FROM {{rows}}
WHERE customer_id IN (SELECT customer_id FROM stirred) AND {{known}}
