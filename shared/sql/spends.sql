-- How many customers share the repeat purchases and what they came to. An amount of nothing or less says nothing of a
-- mean, so that who had one is not among them.
SELECT {{days}} - 1 AS x, {{net}} AS net, CAST(count(*) AS bigint) AS customers
FROM features
WHERE present AND {{days}} > 1 AND {{net}} > 0
GROUP BY {{days}}, {{net}}
