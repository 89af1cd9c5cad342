import { describe, expect, it } from 'vitest';
import { openKeys } from '../../../shared/adapters/keys.ts';
import { KeysSchema } from '../../../shared/contract/mail-keys.ts';

const keysOf = (secret: object) => openKeys(KeysSchema.parse(secret));
const [one, two] = ['1'.repeat(43), '2'.repeat(43)];
const keys = keysOf({ seed: one });
const mailbox = keys.mailbox('ann@example.com');
const sort = { rule: 'up-to-gold', topic: 'tier' } as const;

describe('the keys', () => {
  it('name a mailbox alike in any case, and never by its address', () => {
    expect(keys.mailbox(' Ann@EXAMPLE.com ')).toBe(mailbox);
    expect(mailbox).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(keys.mailbox('bob@example.com')).not.toBe(mailbox);
  });

  it('name a customer, whose id may be an address, apart from the mailbox', () => {
    const customer = keys.customer('ann@example.com');
    expect(customer).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect([keys.customer('ann@example.com'), customer === mailbox]).toEqual([customer, false]);
    expect(keys.customer('bob@example.com')).not.toBe(customer);
  });

  it('name a mail by its campaign and mailbox', () => {
    const sid = keys.sid('up-to-gold@after-3', mailbox);
    expect(sid).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(keys.sid('up-to-gold@after-3', mailbox)).toBe(sid);
    expect(keys.sid('up-to-gold@after-4', mailbox)).not.toBe(sid);
    expect(keys.sid('up-to-gold@after-3', mailbox, 2)).not.toBe(sid);
  });

  it('name mails, mailboxes and themselves for ever as they did in the first program', () => {
    expect([mailbox, keys.sid('up-to-gold@after-3', mailbox), keys.fingerprint]).toEqual([
      'unA9l9rMr9XLYAVM18f05aYIGS856hkuR1G2nQMqHgk',
      'gsfc_k5NWr_RRkfIxpzhSVaWfyBauC9D8W2rDrS4qJM',
      'zcG7HzNwRlWl658HliP3fD46eWSROlkUCiqxqitHzTs',
    ]);
  });

  it('draw numbers evenly from 0 up to below 1, the same for the same text', () => {
    const drawn = Array.from({ length: 2_000 }, (_, n) => keys.holdOutOf(`global|${n}`));
    expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
    const below = drawn.filter((number) => number < 0.1).length;
    expect(below).toBeGreaterThan(150);
    expect(below).toBeLessThan(250);
    expect(keys.holdOutOf('global|7')).toBe(drawn[7]);
  });

  it('other seeds have other fingerprints', () => {
    expect(keysOf({ seed: one }).fingerprint).toBe(keys.fingerprint);
    expect(keysOf({ seed: two }).fingerprint).not.toBe(keys.fingerprint);
  });

  it('a rotated seed signs new links, honours old ones and leaves names and fingerprint as they were', () => {
    const rotated = keysOf({ seed: two, current: 'k2', old: { k1: one } });
    expect(rotated.verify(keys.token(mailbox, sort))).toEqual({ mailbox, ...sort });
    expect(rotated.verify(rotated.token(mailbox, sort))).toEqual({ mailbox, ...sort });
    expect(rotated.token(mailbox, sort)).toMatch(/^v2\.k2\./);
    expect([rotated.fingerprint, rotated.mailbox('ann@example.com')]).toEqual([keys.fingerprint, mailbox]);
  });

  const firstVersion = `v1.k1.${mailbox}.aNa33GnBpxjeppv8TupwHHb7qykVOe-UuX6oDZ8lgrc`;

  it('honour the links of mails that the first program sent, also after a rotation', () => {
    expect(keys.verify(firstVersion)).toEqual({ mailbox });
    expect(keysOf({ seed: two, current: 'k2', old: { k1: one } }).verify(firstVersion)).toEqual({ mailbox });
  });

  it('tell the rule of a link whose topic has gone since', () => {
    const gone = keys.token(mailbox, { rule: 'party', topic: 'parties' as never });
    expect(keys.verify(gone)).toEqual({ mailbox, rule: 'party' });
  });

  const token = keys.token(mailbox, sort);
  const other = keys.token(mailbox, { rule: 'up-to-silver', topic: 'tier' });

  it('a token holds no address, and what it holds stands in a link as it is', () => {
    expect(token).toMatch(/^[A-Za-z0-9._-]+$/);
    expect(Buffer.from(token.split('.')[3] ?? '', 'base64url').toString()).toBe('up-to-gold|tier');
  });

  it.each([
    ['nothing', ''],
    ['another version', token.replace('v2', 'v3')],
    ['an unknown key', token.replace('.k1.', '.k9.')],
    ['another mailbox', token.replace(mailbox, keys.mailbox('bob@example.com'))],
    ['another letter’s scope', token.replace(token.split('.')[3] ?? '', other.split('.')[3] ?? '')],
    ['no scope', token.split('.').toSpliced(3, 1).join('.').replace('v2', 'v1')],
    ['a changed mac', `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`],
    ['a cut one', token.slice(0, -1)],
    ['a longer one', `${token}A`],
    ['the name of a built-in', token.replace('.k1.', '.constructor.')],
    ['another mailbox in a first one', firstVersion.replace(mailbox, keys.mailbox('bob@example.com'))],
    ['a cut first one', firstVersion.slice(0, -1)],
  ])('a token with %s is not genuine', (_, forged) => {
    expect(keys.verify(forged)).toBeUndefined();
  });

  it('a token with any one character changed is not genuine', () => {
    const changed = [...token].map(
      (character, at) => token.slice(0, at) + (character === 'A' ? 'B' : 'A') + token.slice(at + 1),
    );
    expect(changed.filter((forged) => keys.verify(forged) !== undefined)).toEqual([]);
  });

  it.each([[{ seed: 'short' }], [{ seed: two, current: 'k2' }], [{ seed: two, old: { k1: one } }]])(
    '%j is not a secret',
    (secret) => {
      expect(KeysSchema.safeParse(secret).success).toBe(false);
    },
  );
});
