import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export const SENT =
  '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>m-1</MessageId></SendRawEmailResult></SendRawEmailResponse>';

/** A server that reads each request and then behaves as it is told; counts requests and connections. */
export async function oddServer(behave: Behaviour) {
  const count = { requests: 0, connections: 0 };
  const server = createServer((request, response) => {
    count.requests += 1;
    request.resume().on('end', () => behave(request, response));
  });
  server.on('connection', () => {
    count.connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return { url: `http://127.0.0.1:${port}`, count, close, dropIdle: () => server.closeIdleConnections() };
}

/** The good answer of SES. */
export const accept: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/xml' }).end(SENT);
};
