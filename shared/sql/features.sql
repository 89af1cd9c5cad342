-- One row a customer, and one for everyone who held something. Whoever is named by any row of any export is present,
-- whatever its date: nobody leaves because the run looks at an earlier day.
WITH people AS (
  SELECT customer_id FROM contacts
  UNION
  SELECT customer_id FROM named_elsewhere
),
observed AS (
  SELECT
    p.customer_id,
    f.first_order_date,
    f.last_order_date,
    f.lifetime_orders,
    f.lifetime_net,
    f.order_count,
    f.net_amount,
    c.email,
    c.name,
    c.language,
    s.consent,
    s.consent_on,
    s.consent_source
  FROM people p
  LEFT JOIN current_order_facts f ON f.customer_id = p.customer_id
  LEFT JOIN contacts c ON c.customer_id = p.customer_id
  LEFT JOIN consents s ON s.customer_id = p.customer_id
)
SELECT
  coalesce(o.customer_id, h.customer_id) AS customer_id,
  o.customer_id IS NOT NULL AS present,
  o.first_order_date,
  o.last_order_date,
  coalesce(o.lifetime_orders, CAST(0 AS bigint)) AS lifetime_orders,
  coalesce(o.lifetime_net, CAST(0 AS bigint)) AS lifetime_net,
  coalesce(o.order_count, CAST(0 AS bigint)) AS order_count,
  coalesce(o.net_amount, CAST(0 AS bigint)) AS net_amount,
  o.email,
  o.name,
  o.language,
  o.consent,
  o.consent_on,
  o.consent_source
FROM observed o
FULL OUTER JOIN held h ON h.customer_id = o.customer_id
