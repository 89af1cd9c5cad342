import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openKeys } from '../../../../shared/adapters/keys.ts';
import { parsePolicy } from '../../../../shared/adapters/policy-file.ts';
import { heldOutOf } from '../../../../shared/domain/mail/hold-out.ts';

const shipped = parsePolicy(
  readFileSync(new URL('../../../../shared/presets/default.yaml', import.meta.url), 'utf8'),
);
const rules = shipped.campaigns.map(({ rule }) => rule);
const [rule = '', other = ''] = rules;

const policyWith = (global: { share: number; tiers?: Record<string, number> }, own = 0) => ({
  mail: { ...shipped.mail, holdOut: { tiers: {}, ...global } },
  campaigns: shipped.campaigns.map((campaign) => ({ ...campaign, holdOut: own })),
});

const keys = openKeys({ seed: 'a seed of a test, long enough for it', current: 'k1', old: {} });
const PEOPLE = 8_000;
const mailboxes = Array.from({ length: PEOPLE }, (_, i) => keys.mailbox(`person-${i}@example.com`));
const mailTo = (mailbox: string, more = {}) => ({
  ...{ campaignId: `${rule}@2026-Q3`, rule, tier: 'gold', mailbox },
  ...more,
});
const drawn = (policy: ReturnType<typeof policyWith>, more = {}) =>
  mailboxes.map((mailbox) => heldOutOf(mailTo(mailbox, more), policy, keys.holdOutOf));

/** Five standard deviations of the binomial: a right draw passes in all but one of a million seeds. */
const near = (count: number, of: number, share: number) =>
  expect(Math.abs(count - of * share)).toBeLessThanOrEqual(5 * Math.sqrt(of * share * (1 - share)) + 1);

describe('a control group', () => {
  it.each([0.01, 0.05, 0.1, 0.33, 0.5, 0.9])('has the share %d of the people', (share) => {
    near(drawn(policyWith({ share })).filter((group) => group === 'global').length, PEOPLE, share);
    near(
      drawn(policyWith({ share: 0 }, share)).filter((group) => group === 'campaign').length,
      PEOPLE,
      share,
    );
  });

  it('is nobody with a share of 0 and everybody with a share of 1', () => {
    expect(new Set(drawn(policyWith({ share: 0 })))).toEqual(new Set([null]));
    expect(new Set(drawn(policyWith({ share: 1 })))).toEqual(new Set(['global']));
    expect(new Set(drawn(policyWith({ share: 0 }, 1)))).toEqual(new Set(['campaign']));
  });

  it('has a share of its own for a tier', () => {
    const policy = policyWith({ share: 0.02, tiers: { diamond: 0.3 } });
    const held = (tier: string) => drawn(policy, { tier }).filter((group) => group !== null).length;
    near(held('diamond'), PEOPLE, 0.3);
    near(held('gold'), PEOPLE, 0.02);
  });

  it('stays the same people when it is drawn again, and when its share grows', () => {
    fc.assert(
      fc.property(fc.nat(PEOPLE - 1), fc.double({ min: 0, max: 1, noNaN: true }), (person, share) => {
        const mail = mailTo(mailboxes[person] ?? '');
        const group = (wanted: number) => heldOutOf(mail, policyWith({ share: wanted }), keys.holdOutOf);
        expect(group(share)).toBe(group(share));
        if (group(share) === 'global') expect(group(Math.min(1, share + 0.1))).toBe('global');
      }),
    );
  });
});

describe('control groups among each other', () => {
  it('the global one holds the same people in every campaign', () => {
    const policy = policyWith({ share: 0.2 });
    const another = { campaignId: `${other}@after-7`, rule: other };
    expect(drawn(policy, another)).toEqual(drawn(policy));
  });

  it('those of two campaigns are drawn apart, and so are those of two periods of one', () => {
    const policy = policyWith({ share: 0 }, 0.3);
    const here = drawn(policy);
    for (const more of [{ campaignId: `${other}@2026-Q3`, rule: other }, { campaignId: `${rule}@2026-Q4` }]) {
      const there = drawn(policy, more);
      const inBoth = here.filter((group, i) => group === 'campaign' && there[i] === 'campaign').length;
      near(inBoth, PEOPLE, 0.3 * 0.3);
    }
  });

  it('a campaign draws from those whom the global one leaves, with its own share of them', () => {
    const groups = drawn(policyWith({ share: 0.25 }, 0.2));
    const left = groups.filter((group) => group !== 'global');
    near(left.length, PEOPLE, 0.75);
    near(left.filter((group) => group === 'campaign').length, left.length, 0.2);
  });
});
