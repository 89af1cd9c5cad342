-- All mail: who is spared it (the global control group) against everybody else, by the first day on which somebody was
-- drawn. What they cost are all mails of the days that are looked at.
WITH first_drawn AS (
  SELECT run, day, tier, customer, arm, observed
  FROM drawn_once
  QUALIFY row_number() OVER (PARTITION BY customer ORDER BY run, campaign) = 1
),
spent AS (
  SELECT f.customer, {{costs}}
  FROM first_drawn f
  JOIN drawn_once p ON p.customer = f.customer AND p.day >= f.day AND p.day < f.day + greatest(f.observed, 1)
  GROUP BY f.customer
)
SELECT
  NULL AS rule,
  p.tier,
  CAST(p.run AS varchar) AS stratum,
  CASE WHEN p.arm = 'global' THEN 'control' ELSE 'treated' END AS arm,
  min(p.observed) AS observed,
  {{sums}},
  CAST(sum(s.sent) AS bigint) AS "sent",
  CAST(sum(s."mailCost") AS bigint) AS "mailCost",
  CAST(sum(s."codeCost") AS bigint) AS "codeCost"
FROM first_drawn p
JOIN spent s ON s.customer = p.customer
JOIN did d ON d.customer = p.customer AND d.day = p.day
GROUP BY p.run, p.tier, 4
ORDER BY 2, 3, 4
