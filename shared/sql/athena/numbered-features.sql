-- Features cut into {{parts}} parts by a number that the id alone gives: no machine has to number everybody. The parts
-- hold about {{per_part}} customers each.
SELECT
  *,
  CAST(
    mod(mod(from_big_endian_64(xxhash64(to_utf8(customer_id))), {{parts}}) + {{parts}}, {{parts}}) AS integer
  ) AS part
FROM measured_features
