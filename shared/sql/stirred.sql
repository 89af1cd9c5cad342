-- Of whom any of these rows is.
SELECT DISTINCT customer_id
FROM {{rows}}
WHERE customer_id IS NOT NULL AND ({{when}})
