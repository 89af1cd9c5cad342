-- What each customer did in the days after a mail, and in as many days up to it. Somebody without an order in the last
-- {{quiet_days}} days is lost.
WITH looked AS (
  SELECT DISTINCT customer, day, observed, day + observed AS until FROM drawn_once
)
SELECT
  l.customer,
  l.day,
  count(CASE WHEN p.order_date > l.day THEN 1 END) > 0 AS bought,
  count(CASE WHEN p.order_date > l.until - {{quiet_days}} THEN 1 END) = 0 AS lost,
  CAST(coalesce(sum(CASE WHEN p.order_date > l.day THEN p.net END), 0) AS bigint) AS revenue,
  count(CASE WHEN p.order_date <= l.day AND p.order_date > l.day - l.observed THEN 1 END) > 0 AS bought_before,
  count(CASE WHEN p.order_date <= l.day AND p.order_date > l.day - {{quiet_days}} THEN 1 END) = 0 AS lost_before,
  CAST(
    coalesce(sum(CASE WHEN p.order_date <= l.day AND p.order_date > l.day - l.observed THEN p.net END), 0) AS bigint
  ) AS revenue_before
FROM looked l
LEFT JOIN (SELECT hash(customer_id) AS customer, order_date, net FROM purchases) p
  ON p.customer = l.customer AND p.order_date <= l.until
GROUP BY l.customer, l.day, l.observed, l.until
