import http from 'node:http';

export interface Listening {
  url: string;
  port: number;
  /** Stops at once: connections that clients keep alive are ended too. */
  close(): Promise<void>;
}

/** Serves on the loopback address only; port 0 takes a free one. */
export async function listen(handler: http.RequestListener, port = 0): Promise<Listening> {
  return serve(http.createServer(handler), port);
}

/** The same for a server that somebody else made. */
export async function serve(server: http.Server, port = 0): Promise<Listening> {
  // Clients keep connections alive for longer than the 5 seconds that Node would; a socket that ends just when
  // the next request goes out looks to them like a lost answer.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return { url: `http://127.0.0.1:${bound}`, port: bound, close: () => close(server) };
}

function close(server: http.Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
