-- The statements about an order that a newer one replaced, each with the one that counts now, and whether that one says
-- something else: about the money, or by other words about whose order it is. $1 = time zone; `place` counts from the
-- one that counts now, which is 1.
WITH stated AS (
  SELECT
    o.intake_id,
    o."row",
    hash(o.amount, o.decimals, o.currency, o.status) AS money,
    o.refund,
    -- What a status alone says was paid back is no statement of its own.
    CASE WHEN o.status = 'paid' THEN o.refund END AS stated_refund,
    -- NULL where it names nobody, who is then nobody else either.
    CASE
      WHEN coalesce(nullif(trim(o.customer_id), ''), nullif(trim(o.email), ''), nullif(trim(o.phone), '')) IS NOT NULL
        THEN hash(nullif(trim(o.customer_id), ''), nullif(lower(trim(o.email)), ''), nullif(trim(o.phone), ''))
    END AS person,
    o.order_id,
    o.amount < 0 AS takes_away,
    CASE WHEN o.amount < 0 THEN o.ordered_at END AS taken_at,
    CASE WHEN o.amount < 0 THEN o.amount END AS taken,
    -- A statement without a date of its own is as new as its upload.
    coalesce(
      CASE WHEN o.updated_has_zone THEN timezone($1, timezone('UTC', o.updated_at)) ELSE o.updated_at END,
      timezone($1, timezone('UTC', i.uploaded_at))
    ) AS said_at,
    i.seq
  FROM apart o
  JOIN intakes i ON i.content_id = o.intake_id AND i.kind = 'orders'
  WHERE o.order_id IS NOT NULL
),
ranked AS (
  SELECT
    intake_id,
    "row",
    money,
    person,
    row_number() OVER newest_first AS place,
    first_value(intake_id) OVER newest_first AS by_intake,
    first_value("row") OVER newest_first AS by_row,
    first_value(money) OVER newest_first AS by_money,
    first_value(person) OVER newest_first AS by_person,
    -- Of a statement that knows of no refunds, the last that was stated before it.
    coalesce(refund, first_value(stated_refund IGNORE NULLS) OVER and_older, 0) AS refund_then,
    coalesce(
      first_value(refund) OVER newest_first,
      first_value(stated_refund IGNORE NULLS) OVER newest_first_of_all,
      0
    ) AS by_refund
  FROM stated
  -- A refund row stands beside the purchase of the same order and does not replace it; two refunds on other days or of
  -- other amounts are two.
  WINDOW
    newest_first AS (
      PARTITION BY order_id, takes_away, taken_at, taken
      ORDER BY said_at DESC, seq DESC, "row" DESC
    ),
    newest_first_of_all AS (
      PARTITION BY order_id, takes_away, taken_at, taken
      ORDER BY said_at DESC, seq DESC, "row" DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ),
    and_older AS (
      PARTITION BY order_id, takes_away, taken_at, taken
      ORDER BY said_at DESC, seq DESC, "row" DESC
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
    )
)
SELECT
  intake_id,
  "row",
  by_intake,
  by_row,
  place,
  money <> by_money OR refund_then <> by_refund AS money_changed,
  coalesce(person <> by_person, false) AS person_changed
FROM ranked
WHERE place > 1
