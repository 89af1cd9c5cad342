/** Steps of the SDK that cost a tenth of a request: a copy of everything for a log that is off, and who made the request. */
const UNNEEDED = ['loggerMiddleware', 'getUserAgentMiddleware'];

interface Steps {
  middlewareStack: { remove(step: string): boolean };
}

/** The client without them. It and its `cacheMiddleware: true` are for clients that are asked for every mail. */
export function lean<Client extends Steps>(client: Client): Client {
  for (const step of UNNEEDED) client.middlewareStack.remove(step);
  return client;
}
