CAST(at_timezone(with_timezone({{at}}, 'UTC'), $1) AS timestamp(3))
