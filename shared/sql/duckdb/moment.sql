timezone($1, timezone('UTC', {{at}}))
