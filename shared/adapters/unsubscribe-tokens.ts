import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LetterSort, Unsubscriber } from '../domain/mail/scopes.ts';
import { TopicSchema } from '../domain/mail/topics.ts';

const TOKEN_V2 = /^(v2\.(k\d{1,4})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{4,200}))\.([A-Za-z0-9_-]{43})$/;
/** Stands in mails that were sent long ago, and is good for ever. */
const TOKEN_V1 = /^(v1\.(k\d{1,4})\.([A-Za-z0-9_-]{43}))\.([A-Za-z0-9_-]{43})$/;

/** Tokens signed with the `current` of the keys, by their ids; those of every other key stay genuine. */
export function unsubscribeTokens(keys: ReadonlyMap<string, Buffer>, current: string) {
  const newest = keyOf(keys, current);

  function genuine(signed: string, id: string, mac: string): boolean {
    const key = keys.get(id);
    return key !== undefined && same(macOf(key, signed), mac);
  }

  function readFirstVersion(token: string): Unsubscriber | undefined {
    const [, signed = '', id = '', mailbox = '', mac = ''] = TOKEN_V1.exec(token) ?? [];
    return genuine(signed, id, mac) ? { mailbox } : undefined;
  }

  /** Says nothing of the person, and never expires. */
  function token(mailbox: string, sort: LetterSort): string {
    const signed = `v2.${current}.${mailbox}.${written(sort)}`;
    return `${signed}.${macOf(newest, signed)}`;
  }

  /** What a genuine token says, of whatever age. */
  function verify(text: string): Unsubscriber | undefined {
    const [, signed = '', id = '', mailbox = '', sort = '', mac = ''] = TOKEN_V2.exec(text) ?? [];
    return genuine(signed, id, mac) ? { mailbox, ...read(sort) } : readFirstVersion(text);
  }

  return { token, verify };
}

function keyOf(keys: ReadonlyMap<string, Buffer>, id: string): Buffer {
  const key = keys.get(id);
  if (key === undefined) throw new Error(`there is no key ${id}`);
  return key;
}

const macOf = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/** Takes equally long wherever they differ. */
function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

const written = ({ rule, topic }: LetterSort): string =>
  Buffer.from(`${rule}|${topic}`).toString('base64url');

function read(sort: string): Partial<LetterSort> {
  const [rule = '', name] = Buffer.from(sort, 'base64url').toString().split('|');
  const topic = TopicSchema.safeParse(name).data;
  return { rule, ...(topic === undefined ? {} : { topic }) };
}
