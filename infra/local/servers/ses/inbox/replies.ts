import type { Reply } from '../reply.ts';
import { STYLE } from './style.ts';

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** For a mail's own HTML: nothing is loaded and nothing runs; links may open a new page when it stands alone. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

const secured = (type: string, policy: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
});

export const pageReply = (body: string): Reply => ({
  status: 200,
  headers: secured('text/html; charset=utf-8', PAGE_POLICY),
  body,
});

export const styleReply = (): Reply => ({
  status: 200,
  headers: secured('text/css; charset=utf-8', PAGE_POLICY),
  body: STYLE,
});

/** A mail's own HTML. */
export const htmlReply = (body: string): Reply => ({
  status: 200,
  headers: secured('text/html; charset=utf-8', MAIL_POLICY),
  body,
});

export const rawReply = (id: string, body: Buffer): Reply => ({
  status: 200,
  headers: {
    ...secured('message/rfc822', MAIL_POLICY),
    'content-disposition': `attachment; filename="${id}.eml"`,
  },
  body,
});
