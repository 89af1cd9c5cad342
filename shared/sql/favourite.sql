-- What most of somebody's counted orders have in common: of equally many the newest, then by the text.
WITH words AS (
  SELECT customer_id, {{word}} AS word, count(*) AS orders, max(order_date) AS newest
  FROM {{judged}}
  WHERE counts AND {{word}} IS NOT NULL AND {{when}}
  GROUP BY customer_id, {{word}}
),
ranked AS (
  SELECT
    customer_id,
    word,
    row_number() OVER (
      PARTITION BY customer_id
      ORDER BY -orders, date_diff('day', newest, {{as_of}}), word
    ) AS place
  FROM words
)
SELECT customer_id, word AS {{column}}
FROM ranked
WHERE place = 1
