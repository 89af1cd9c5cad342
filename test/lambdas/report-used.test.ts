import { describe, expect, it } from 'vitest';
import { usedBy } from '../../lambdas/report/used.ts';
import { usedPart } from '../../lambdas/report/used-part.ts';
import type { Review } from '../../shared/contract/artifacts.ts';
import { ReportSchema } from '../../shared/contract/report.ts';
import type { Used } from '../../shared/contract/used.ts';
import { LANGUAGES } from '../../shared/domain/bilingual.ts';
import type { Compared } from '../../shared/domain/capacity/compared.ts';
import { costOfVolume } from '../../shared/domain/cost/run-cost.ts';
import { sayIn } from '../../shared/domain/report/html.ts';
import { buyer, EDGES } from '../support/grading.ts';
import { policy, reported } from '../support/report-run.ts';

const VOLUME: NonNullable<Review['volume']> = {
  ...{ engine: 'duckdb', rows: 10, customers: 2, changes: 2, told: 2, parts: 1, mails: 2, due: 1, days: 1 },
};
const CALLS: Used[] = [
  { step: 'plan', ms: 400, memoryMb: 3008 },
  { step: 'measure', ms: 90_000, memoryMb: 3008 },
];
const GRADED = {
  policy,
  edges: { ...EDGES, spent: [123_450] },
  rows: [[buyer(1), buyer(2, { customerId: 'c2' })]],
};

async function filesOf(over: Partial<Review>, calls: readonly Used[] = CALLS) {
  const cost = costOfVolume(VOLUME);
  return reported({ used: async () => [...calls] }, GRADED, (review) => ({
    ...review,
    cost,
    volume: VOLUME,
    ...over,
  }));
}
const pageOf = (files: Map<string, string>, language = 'en') =>
  files.get(`reports/r2/report.${language}.html`) ?? '';

describe('what a run used, in its report', () => {
  it('stands beside what its plan foresaw', async () => {
    const { used } = ReportSchema.parse(JSON.parse((await filesOf({})).get('reports/r2/report.json') ?? ''));
    expect(used.map(({ id, used: count }) => [id, count])).toEqual([
      ['measure', 90],
      ['plan', 0.4],
      ['computing', (90.4 * 3008) / 1024],
      ['written', 2],
    ]);
  });

  it.each([
    ['en', 'More than twice as much as foreseen: measuring, all these steps (GB-seconds).'],
    ['zh-CN', '超过估算两倍：统计客户、以上步骤合计（GB-秒）。'],
  ])('is said in a sentence where it is far off (%s)', async (language, sentence) => {
    const page = pageOf(await filesOf({}), language);
    expect(page).toContain(sentence);
    expect(page).toContain('>90.0<');
  });

  it.each([
    ['before the mails', [], undefined],
    ['while some wait', [{ sent: 3, pending: 1 }], undefined],
    [
      'when none does',
      [
        { sent: 3, pending: 0 },
        { sent: 4, pending: 0 },
      ],
      7,
    ],
  ])('names mails only when none may still go out: %s', (_, counts, used) => {
    const none = { mails: 0, unknown: 0, refused: 0, suppressed: 0, heldOut: 0, capped: 0, cancelled: 0 };
    const sent = counts.map((each) => ({ ...none, ...each, waitSeconds: 0, resting: 0, campaigns: {} }));
    const lines = usedBy({ volume: VOLUME }, { calls: CALLS, applied: [], sent });
    expect(lines.find(({ id }) => id === 'sent')?.used).toBe(used);
  });

  it.each<[string, Partial<Review>, readonly Used[]]>([
    ['an earlier program, which kept no volume', { volume: undefined }, CALLS],
    ['an earlier program, which noted no call', {}, []],
  ])('is left out of the report of %s', async (_, over, calls) => {
    const { volume, ...rest } = over;
    const files = await filesOf('volume' in over ? ({ ...rest, volume } as Partial<Review>) : rest, calls);
    expect(pageOf(files)).toContain('Cost of this run');
    expect(pageOf(files)).not.toContain('What was foreseen');
  });
});

describe.each(LANGUAGES)('the sentence (%s)', (language) => {
  const line = (foreseen: number, used: number): Compared => ({
    ...{ id: 'a', unit: 'count', foreseen, used },
    say: { en: 'things', 'zh-CN': '事物' },
  });
  it.each([
    [10, 30, /More than twice as much as foreseen: things|超过估算两倍：事物/],
    [10, 3, /Less than half of what was foreseen: things|不到估算一半：事物/],
    [10, 15, /Nothing differs by more than twice|差距都在两倍以内/],
  ])('foreseen %i, used %i', (foreseen, used, expected) => {
    expect(usedPart([line(foreseen, used)], sayIn(language))).toMatch(expected);
  });
});
