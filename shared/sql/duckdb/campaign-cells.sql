-- The groups of every campaign: who was to be mailed against who was held out of it. The global control group is left out:
-- it is spared all other mail too. Within a run, a campaign and a tier all had the same chance of being held out, and so
-- had those of them who were drawn to the same other campaigns; each campaign draws by itself.
WITH compared AS (
  SELECT * FROM drawn_once WHERE arm <> 'global'
),
-- Only what was drawn by the same day: whom a later campaign means may itself be an effect of this one.
others AS (
  SELECT a.campaign, a.customer, string_agg(DISTINCT b.rule, ' ' ORDER BY b.rule) AS others
  FROM compared a
  JOIN drawn_once b
    ON b.customer = a.customer AND b.campaign <> a.campaign AND b.day <= a.day AND b.day > a.day - {{days}}
  GROUP BY a.campaign, a.customer
),
placed AS (
  SELECT c.*, coalesce(o.others, '') AS others
  FROM compared c
  LEFT JOIN others o ON o.campaign = c.campaign AND o.customer = c.customer
),
-- Strata too small to say how much their customers differ are put together: their chance was the same.
large AS (
  SELECT run, campaign, tier, others
  FROM placed
  GROUP BY run, campaign, tier, others
  HAVING least(count(CASE WHEN arm = 'treated' THEN 1 END), count(CASE WHEN arm <> 'treated' THEN 1 END)) >= {{least}}
)
SELECT
  p.rule,
  p.tier,
  p.run || ' ' || p.campaign || ' ' || coalesce(l.others, '-') AS stratum,
  CASE WHEN p.arm = 'treated' THEN 'treated' ELSE 'control' END AS arm,
  min(p.observed) AS observed,
  {{sums}},
  {{costs}}
FROM placed p
LEFT JOIN large l ON l.run = p.run AND l.campaign = p.campaign AND l.tier = p.tier AND l.others = p.others
JOIN did d ON d.customer = p.customer AND d.day = p.day
GROUP BY p.rule, p.tier, p.run, p.campaign, coalesce(l.others, '-'), 4
ORDER BY 1, 2, 3, 4
