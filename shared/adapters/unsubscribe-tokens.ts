import type { LetterSort, Unsubscriber } from '../domain/mail/scopes.ts';
import { TopicSchema } from '../domain/mail/topics.ts';
import { signing } from './signing.ts';

const TOKEN_V2 = /^(v2\.(k\d{1,4})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{4,200}))\.([A-Za-z0-9_-]{43})$/;
/** Stands in mails that were sent long ago, and is good for ever. */
const TOKEN_V1 = /^(v1\.(k\d{1,4})\.([A-Za-z0-9_-]{43}))\.([A-Za-z0-9_-]{43})$/;

/** Tokens signed with the `current` of the keys, by their ids; those of every other key stay genuine. */
export function unsubscribeTokens(keys: ReadonlyMap<string, Buffer>, current: string) {
  const { sign, isGenuine } = signing(keys, current);

  function readFirstVersion(token: string): Unsubscriber | undefined {
    const [, signed = '', id = '', mailbox = '', mac = ''] = TOKEN_V1.exec(token) ?? [];
    return isGenuine(signed, id, mac) ? { mailbox } : undefined;
  }

  /** Says nothing of the person, and never expires. */
  function token(mailbox: string, sort: LetterSort): string {
    const signed = `v2.${current}.${mailbox}.${written(sort)}`;
    return `${signed}.${sign(signed)}`;
  }

  /** What a genuine token says, of whatever age. */
  function verify(text: string): Unsubscriber | undefined {
    const [, signed = '', id = '', mailbox = '', sort = '', mac = ''] = TOKEN_V2.exec(text) ?? [];
    return isGenuine(signed, id, mac) ? { mailbox, ...read(sort) } : readFirstVersion(text);
  }

  return { token, verify };
}

const written = ({ rule, topic }: LetterSort): string =>
  Buffer.from(`${rule}|${topic}`).toString('base64url');

function read(sort: string): Partial<LetterSort> {
  const [rule = '', name] = Buffer.from(sort, 'base64url').toString().split('|');
  const topic = TopicSchema.safeParse(name).data;
  return { rule, ...(topic === undefined ? {} : { topic }) };
}
