-- Features cut into parts of {{per_part}} customers, in the order of their ids. What they held is joined as a part is
-- written: it is longer than all the rest, and lies in the order of the ids already.
SELECT *, CAST((row_number() OVER (ORDER BY customer_id) - 1) // {{per_part}} AS integer) AS part
FROM measured_features
ORDER BY customer_id
