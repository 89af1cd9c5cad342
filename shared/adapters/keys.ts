import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Keys, KeysSchema } from '../contract/mail-keys.ts';
import { lasting } from './lasting.ts';
import { pageTokens } from './page-tokens.ts';
import { unsubscribeTokens } from './unsubscribe-tokens.ts';

export type MailKeys = ReturnType<typeof openKeys>;

const derive = (seed: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', seed, '', `tierwise ${purpose}`, 32));

const hmac = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/** Everything that is done with keys: names of mails and mailboxes that tell nothing, and the tokens of links. */
export function openKeys(secret: Keys) {
  const seeds: Record<string, string> = { ...secret.old, [secret.current]: secret.seed };
  const first = seeds.k1 ?? secret.seed;
  const [ledger, mailboxes] = [derive(first, 'ledger'), derive(first, 'mailbox')];
  const [holdOut, customers] = [derive(first, 'holdout'), derive(first, 'customer')];
  const signers = (purpose: string) =>
    new Map(Object.entries(seeds).map(([id, seed]) => [id, derive(seed, purpose)]));

  return {
    mailbox: (address: string): string => hmac(mailboxes, address.trim().toLowerCase()),
    /** The ledger's name for a customer: an id may be an address or a phone number. */
    customer: (customerId: string): string => hmac(customers, customerId),
    /** Name of a mail in the ledger; step 2 is the one new attempt of an unknown that was released. */
    sid: (campaignId: string, mailbox: string, step = 1): string =>
      hmac(ledger, `${campaignId}|${mailbox}|${step}`),
    /** A number from 0 up to below 1, for ever the same for a text: who lies below the share is held out. */
    holdOutOf: (text: string): number =>
      createHmac('sha256', holdOut).update(text).digest().readUIntBE(0, 6) / 2 ** 48,
    ...unsubscribeTokens(signers('unsubscribe'), secret.current),
    ...pageTokens(signers('pages'), secret.current),
    /** What tombstones of erased people are hashed with; permanent like the names of mailboxes. */
    erasure: derive(first, 'erasure'),
    /** Tells the permanent keys apart without telling them. */
    fingerprint: createHash('sha256').update(ledger).update(mailboxes).digest('base64url'),
  };
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
