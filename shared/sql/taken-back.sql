-- What the refund rows up to a day took of which order.
SELECT taken_back_id, CAST(sum(amount) AS bigint) AS amount
FROM {{orders}}
WHERE amount < 0 AND taken_back_id IS NOT NULL AND status IN ('paid', 'refunded') AND order_date <= {{as_of}}
GROUP BY taken_back_id
