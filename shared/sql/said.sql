-- All that is said of people, by orders and by the customers exports.
SELECT customer_id, email, phone, name, language, seq, said_at
FROM said_by_orders
UNION ALL
SELECT customer_id, email, phone, name, language, seq, said_at
FROM current_customers
WHERE customer_id IS NOT NULL
