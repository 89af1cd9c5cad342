-- Features cut into {{parts}} parts by a number that the id alone gives: no machine has to number everybody. The parts
-- hold about {{per_part}} customers each, with what these held.
SELECT
  f.*,
  h.held,
  CAST(
    mod(mod(from_big_endian_64(xxhash64(to_utf8(f.customer_id))), {{parts}}) + {{parts}}, {{parts}}) AS integer
  ) AS part
FROM measured_features f
LEFT JOIN held h ON h.customer_id = f.customer_id
