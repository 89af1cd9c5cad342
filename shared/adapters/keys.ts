import { createHash, createHmac } from 'node:crypto';
import { type Keys, KeysSchema } from '../contract/mail-keys.ts';
import { derive, readSeeds, seedsOf, signersOf } from './seeds.ts';
import { unsubscribeTokens } from './unsubscribe-tokens.ts';

export type MailKeys = ReturnType<typeof openKeys>;

const hmac = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/** Everything that is done with keys: names of mails and mailboxes that tell nothing, and the tokens of unsubscribe links. */
export function openKeys(secret: Keys) {
  const first = seedsOf(secret).k1 ?? secret.seed;
  const [ledger, mailboxes] = [derive(first, 'ledger'), derive(first, 'mailbox')];
  const [holdOut, customers] = [derive(first, 'holdout'), derive(first, 'customer')];

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
    ...unsubscribeTokens(signersOf(secret, 'unsubscribe'), secret.current),
    /** What tombstones of erased people are hashed with; permanent like the names of mailboxes. */
    erasure: derive(first, 'erasure'),
    /** Tells the permanent keys apart without telling them. */
    fingerprint: createHash('sha256').update(ledger).update(mailboxes).digest('base64url'),
  };
}

/** Reads the secret. A malformed one says so without quoting it. */
export const readKeys = async (secretId: string): Promise<MailKeys> =>
  openKeys(await readSeeds(secretId, KeysSchema));
