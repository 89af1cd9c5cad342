import type { IncomingMessage, RequestListener } from 'node:http';

/** What a JSON protocol of AWS answers; `error` is the name that the SDK makes an exception of. */
export interface Reply {
  status: number;
  body: Record<string, unknown>;
  error?: string;
}

export const failure = (status: number, error: string, message: string): Reply => ({
  status,
  error,
  body: { __type: error, message, Message: message },
});

/** Serves a small JSON API. The body of a request is `undefined` where it is no JSON, `{}` where there is none. */
export function jsonApi(answer: (req: IncomingMessage, body: unknown) => Reply): RequestListener {
  return async (req, res) => {
    const { status, body, error } = answer(req, await readJson(req).catch(() => undefined));
    if (error) res.setHeader('x-amzn-errortype', error);
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(body));
  };
}

async function readJson(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
}
