import type { PageTicket } from '../domain/page-ticket.ts';
import { signing } from './signing.ts';

const TOKEN = /^(p1\.(k\d{1,4})\.([A-Za-z0-9_-]{4,400}))\.([A-Za-z0-9_-]{43})$/;

/**
 * Tokens of the pages for the shop's own people: what one is for, of which run, and until when. Nothing personal is in
 * them, and one that opens a page decides nothing: its purpose is signed too.
 */
export function pageTokens(keys: ReadonlyMap<string, Buffer>, current: string) {
  const { sign, isGenuine } = signing(keys, current);

  function pageToken({ purpose, runId, until, contentDigest = '' }: PageTicket): string {
    const said = Buffer.from([purpose, runId, until, contentDigest].join('|')).toString('base64url');
    const signed = `p1.${current}.${said}`;
    return `${signed}.${sign(signed)}`;
  }

  /** What a genuine token says, of whatever age; `undefined` for any other, and for one that is for something else. */
  function readPageToken(text: string, wanted: PageTicket['purpose']): PageTicket | undefined {
    const [, signed = '', id = '', said = '', mac = ''] = TOKEN.exec(text) ?? [];
    if (!isGenuine(signed, id, mac)) return undefined;
    const [purpose, runId = '', until = '', contentDigest] = Buffer.from(said, 'base64url')
      .toString()
      .split('|');
    if (purpose !== wanted) return undefined;
    return { purpose: wanted, runId, until, ...(contentDigest ? { contentDigest } : {}) };
  }

  return { pageToken, readPageToken };
}
