import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detect } from '../../../../shared/formats/detect.ts';
import { problemText } from '../../../../shared/formats/problems.ts';
import type { Profile } from '../../../../shared/formats/profile.ts';
import { ALL_PROFILES, PLATFORMS } from '../../../../shared/formats/profiles.ts';
import { templateOf } from '../../../../shared/formats/template.ts';
import { headerName } from '../../../../shared/formats/text.ts';
import { inspectText, READING_POLICY } from '../../../support/inspect-text.ts';

const policy = { ...READING_POLICY, identity: ['customer_id' as const, 'email' as const, 'phone' as const] };

/** Platforms that do not say who bought. */
const NAMELESS = ['amazon-all-orders', 'douyin-orders', 'pdd-orders', 'tmall-items'];

const named = ALL_PROFILES.map((profile): [string, Profile] => [profile.id, profile]);

const read = (profile: Profile) => inspectText(templateOf(profile), { policy, hint: profile.kind });

describe.each(named)('the template of %s', (id, profile) => {
  const outcome = NAMELESS.includes(id) ? { kept: 0, setAside: 1 } : { kept: 1, setAside: 0 };

  test('is taken in, or refused with its reason', async () => {
    const { status, format, counts, problems, lake } = await read(profile);
    if (profile.refuse) {
      expect({ status, problems }).toMatchObject({ status: 'refused', problems: [{ code: profile.refuse }] });
      return;
    }
    expect({ format, problems: problems.filter(({ code }) => /^[FR]_/.test(code)) }).toEqual({
      format: id,
      problems: [],
    });
    expect(counts).toEqual({ rows: 1, rejected: 0, repeated: 0, blank: 0, ...outcome });
    if (profile.kind === 'orders') expect(lake[0]?.order_id).toMatch(/^[^\s='"]/);
  });

  test.skipIf(profile.refuse !== undefined)('means the same whatever the order of its columns', async () => {
    const [asWritten] = (await read(profile)).lake;
    const orders = fc.shuffledSubarray([...profile.header], { minLength: profile.header.length });
    await fc.assert(
      fc.asyncProperty(orders, async (header) => {
        const shuffled = await read({ ...profile, header });
        expect(shuffled.format).toBe(id);
        expect(shuffled.lake).toEqual([asWritten]);
      }),
      { numRuns: 4 },
    );
  });
});

describe('the columns of a profile', () => {
  test('there is one for each export that marketing has', () => {
    expect(PLATFORMS).toHaveLength(28);
    expect(new Set(ALL_PROFILES.map(({ id }) => id)).size).toBe(ALL_PROFILES.length);
  });

  test.each(PLATFORMS.map((one): [string, Profile] => [one.id, one]))(
    '%s: no other platform claims its header, in whatever folder it lies',
    (id, { header }) => {
      const there = new Set(header.map(headerName));
      const claims = PLATFORMS.filter(({ signature, signatures = [] }) =>
        [signature, ...signatures].some((names) => names.every((name) => there.has(headerName(name)))),
      );
      const twins = id.startsWith('ebay-orders') ? ['ebay-orders', 'ebay-orders-items'] : [id];
      expect(claims.map((one) => one.id)).toEqual(twins);
      for (const hint of ['orders', 'customers', 'activity', 'feedback'] as const)
        expect(detect(header, hint)).toMatchObject({ profile: { id }, missing: [], ambiguous: [] });
    },
  );

  test.each(named)('%s: its fields and its example name columns that it has', (_, profile) => {
    const { header, example, signature, required, columns } = profile;
    expect(header).toEqual(expect.arrayContaining([...Object.keys(example)]));
    const there = new Set(header.map(headerName));
    expect(signature.filter((name) => !there.has(headerName(name)))).toEqual([]);
    expect(required.flat().filter((field) => !columns[field])).toEqual([]);
  });

  test.each(named)('%s: its status words are written as they are compared', (_, { status }) => {
    for (const said of Object.keys(status)) expect(said).toBe(said.normalize('NFKC').trim().toLowerCase());
  });
});

test('a reason to refuse has its words', () => {
  for (const { refuse } of ALL_PROFILES) if (refuse) expect(problemText(refuse).what['zh-CN']).not.toBe('');
});
