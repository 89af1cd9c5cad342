-- The features with what the policy asks for, and what both would be if nothing had happened since the base run.
SELECT
  f.*,
  {{columns}}
FROM features f
{{joins}}
