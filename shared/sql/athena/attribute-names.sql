-- The names of all columns that the customers exports have beyond those that we know.
SELECT DISTINCT said.name
FROM lake_customers
CROSS JOIN UNNEST(map_keys(CAST(json_parse(attributes) AS map(varchar, json)))) AS said (name)
WHERE attributes IS NOT NULL
