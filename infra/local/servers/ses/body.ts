import type { IncomingMessage } from 'node:http';

/** A mail of 10 MB in Base64, with its signs escaped for a form. */
const MAX_BYTES = 24 * 1024 * 1024;

/** The whole body as text; undefined when it is larger than SES takes. */
export function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BYTES) chunks.push(chunk);
    });
    request.on('end', () => resolve(bytes <= MAX_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined));
    request.on('error', reject);
  });
}
