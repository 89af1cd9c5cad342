-- The histories up to the cut-off of the back-test and the days of purchase after it, with what they came to; `t` still
-- reaches to the run's date. Who first bought after the cut-off is not among them. Features of an earlier program lack the
-- amounts: then nothing is known of spending.
SELECT
  trial_days - 1 AS x,
  date_diff('day', first_order_date, trial_last) AS tx,
  date_diff('day', first_order_date, {{as_of}}) AS t,
  trial_bought AS bought,
  coalesce(trial_net, CAST(0 AS bigint)) AS net,
  coalesce(trial_bought_net, CAST(0 AS bigint)) AS bought_net,
  CAST(count(*) AS bigint) AS customers
FROM features
WHERE present AND trial_days > 0
GROUP BY trial_days, first_order_date, trial_last, trial_bought, trial_net, trial_bought_net
