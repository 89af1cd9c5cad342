/**
 * An SDK client that outlives a call, so that a warm function finds its connections open. One for each endpoint,
 * because the local cloud's address differs from start to start. `service` as in `AWS_ENDPOINT_URL_<service>`.
 */
export function lasting<Client>(service: string, make: () => Client): () => Client {
  const made = new Map<string, Client>();
  return () => {
    const endpoint = process.env[`AWS_ENDPOINT_URL_${service}`] ?? '';
    const client = made.get(endpoint) ?? make();
    made.set(endpoint, client);
    return client;
  };
}
