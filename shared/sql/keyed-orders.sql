-- The orders that count by what tells whose they are: the best key as the exports write it, where every row has that one,
-- else the customer. To clean the few spellings of a grouping is cheaper than to clean every row.
SELECT
  {{key}} AS customer_id,
  {{named}} AS named,
  taken_back_id,
  order_date,
  amount,
  refund,
  {{texts}}
  status,
  email,
  phone,
  name,
  language,
  said_at,
  seq,
  known_to_base
FROM {{orders}}
