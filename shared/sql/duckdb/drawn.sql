-- Who was drawn in one run to be mailed or to be held out: everybody who could have been mailed. Whoever was capped or
-- suppressed afterwards stays among the treated, for nobody knows who of the held out would have been: only groups that
-- stay as chance made them can be compared. People go by hashes; what mails and codes cost is in millionths.
SELECT
  CAST({{run}} AS integer) AS run,
  CAST({{day}} AS date) AS day,
  hash(o."campaignId") AS campaign,
  o.rule,
  o.tier,
  hash(o."customerId") AS customer,
  hash(o.mailbox) AS mailbox,
  coalesce(o."heldOut", 'treated') AS arm,
  s."customerId" IS NOT NULL AS sent,
  coalesce(c.mail_cost, 0) AS mail_cost,
  coalesce(c.code_cost, 0) AS code_cost
FROM outbox o
LEFT JOIN costs c ON c.rule = o.rule
-- A mail of which nobody knows whether it went out is paid for when in doubt.
LEFT JOIN (SELECT DISTINCT "customerId", campaign FROM outcomes WHERE outcome IN ('sent', 'unknown')) s
  ON s."customerId" = o."customerId" AND s.campaign = o.rule
WHERE o.skip IS NULL AND coalesce(o.address, '') <> ''
