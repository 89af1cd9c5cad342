import { describe, expect, it } from 'vitest';
import { openKeys } from '../../../shared/adapters/keys.ts';
import { KeysSchema } from '../../../shared/contract/mails.ts';

const keysOf = (secret: object) => openKeys(KeysSchema.parse(secret));
const [one, two] = ['1'.repeat(43), '2'.repeat(43)];
const keys = keysOf({ seed: one });
const mailbox = keys.mailbox('ann@example.com');

describe('the keys', () => {
  it('name a mailbox alike in any case, and never by its address', () => {
    expect(keys.mailbox(' Ann@EXAMPLE.com ')).toBe(mailbox);
    expect(mailbox).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(keys.mailbox('bob@example.com')).not.toBe(mailbox);
  });

  it('name a mail by its campaign and mailbox', () => {
    const sid = keys.sid('up-to-gold@after-3', mailbox);
    expect(sid).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(keys.sid('up-to-gold@after-3', mailbox)).toBe(sid);
    expect(keys.sid('up-to-gold@after-4', mailbox)).not.toBe(sid);
  });

  it('other seeds have other fingerprints', () => {
    expect(keysOf({ seed: one }).fingerprint).toBe(keys.fingerprint);
    expect(keysOf({ seed: two }).fingerprint).not.toBe(keys.fingerprint);
  });

  it('a rotated seed signs new links, honours old ones and leaves names and fingerprint as they were', () => {
    const rotated = keysOf({ seed: two, current: 'k2', old: { k1: one } });
    expect(rotated.verify(keys.token(mailbox))).toBe(mailbox);
    expect(rotated.verify(rotated.token(mailbox))).toBe(mailbox);
    expect(rotated.token(mailbox)).toMatch(/^v1\.k2\./);
    expect([rotated.fingerprint, rotated.mailbox('ann@example.com')]).toEqual([keys.fingerprint, mailbox]);
  });

  const token = keys.token(mailbox);
  it.each([
    ['nothing', ''],
    ['another version', token.replace('v1', 'v2')],
    ['an unknown key', token.replace('.k1.', '.k9.')],
    ['another mailbox', token.replace(mailbox, keys.mailbox('bob@example.com'))],
    ['a changed mac', `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`],
    ['a cut one', token.slice(0, -1)],
    ['a longer one', `${token}A`],
    ['the name of a built-in', token.replace('.k1.', '.constructor.')],
  ])('a token with %s is not genuine', (_, forged) => {
    expect(keys.verify(forged)).toBeUndefined();
  });

  it.each([[{ seed: 'short' }], [{ seed: two, current: 'k2' }], [{ seed: two, old: { k1: one } }]])(
    '%j is not a secret',
    (secret) => {
      expect(KeysSchema.safeParse(secret).success).toBe(false);
    },
  );
});
