-- Each customer once in a campaign, when it was first drawn, with the days after it that can be looked at by now.
-- Whoever shares a mailbox is left out: the draw goes by mailbox, campaign and tier, and what one of them gets the other
-- reads too.
SELECT
  run, day, campaign, rule, tier, customer, arm,
  CAST(least({{days}}, date_diff('day', day, {{as_of}})) AS integer) AS observed,
  bool_or(sent) OVER (PARTITION BY campaign, customer) AS sent,
  mail_cost,
  code_cost
FROM drawn
WHERE mailbox NOT IN (SELECT mailbox FROM shared)
QUALIFY row_number() OVER (PARTITION BY campaign, customer ORDER BY run) = 1
