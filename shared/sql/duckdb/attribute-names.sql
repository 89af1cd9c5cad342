-- The names of all columns that the customers exports have beyond those that we know.
SELECT DISTINCT unnest(json_keys(attributes)) AS name
FROM lake_customers
WHERE attributes IS NOT NULL
