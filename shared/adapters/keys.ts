import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Keys, KeysSchema } from '../contract/mails.ts';
import { lasting } from './lasting.ts';

export type MailKeys = ReturnType<typeof openKeys>;

const derive = (seed: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', seed, '', `tierwise ${purpose}`, 32));

const hmac = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

const TOKEN = /^v1\.(k\d{1,4})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/;

/** Everything that is done with keys: names of mails and mailboxes that tell nothing, and unsubscribe tokens. */
export function openKeys(secret: Keys) {
  const seeds: Record<string, string> = { ...secret.old, [secret.current]: secret.seed };
  const first = seeds.k1 ?? secret.seed;
  const [ledger, mailboxes] = [derive(first, 'ledger'), derive(first, 'mailbox')];
  const signers = new Map(Object.entries(seeds).map(([id, seed]) => [id, derive(seed, 'unsubscribe')]));

  const sign = (id: string, mailbox: string): string | undefined => {
    const key = signers.get(id);
    return key && hmac(key, `v1.${id}.${mailbox}`);
  };

  return {
    mailbox: (address: string): string => hmac(mailboxes, address.trim().toLowerCase()),
    sid: (campaignId: string, mailbox: string): string => hmac(ledger, `${campaignId}|${mailbox}|1`),
    token: (mailbox: string): string =>
      `v1.${secret.current}.${mailbox}.${sign(secret.current, mailbox) ?? ''}`,
    /** The mailbox of a genuine token, of whatever age. */
    verify(token: string): string | undefined {
      const [, id = '', mailbox = '', mac = ''] = TOKEN.exec(token) ?? [];
      const expected = sign(id, mailbox);
      return expected && same(expected, mac) ? mailbox : undefined;
    },
    /** What tombstones of erased people are hashed with; permanent like the names of mailboxes. */
    erasure: derive(first, 'erasure'),
    /** Tells the permanent keys apart without telling them. */
    fingerprint: createHash('sha256').update(ledger).update(mailboxes).digest('base64url'),
  };
}

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

const secretsManager = lasting('SECRETS_MANAGER', () => new SecretsManagerClient({}));

/** Reads the secret. A malformed one says so without quoting it. */
export async function readKeys(secretId: string, client = secretsManager()): Promise<MailKeys> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  const secret = KeysSchema.safeParse(parseJson(SecretString ?? ''));
  if (!secret.success) throw new Error(`the secret ${secretId} does not hold {"seed": "…"}`);
  return openKeys(secret.data);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
