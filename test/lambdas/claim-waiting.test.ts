import { beforeEach, describe, expect, it } from 'vitest';
import { tellWaiting } from '../../lambdas/claim/waiting.ts';
import { periodNewsTo } from '../../shared/adapters/run-news.ts';
import { PeriodNewsSchema } from '../../shared/contract/run-news.ts';
import { decideRun, type Situation } from '../../shared/domain/due.ts';
import { memoryBucket } from '../support/memory-bucket.ts';

const KEY = 'reports/period-2026-Q3/waiting.json';
/** The third quarter is due, and the newest order is of the middle of September. */
const DUE: Situation = {
  ...{ today: '2026-10-02', lastEnded: { id: '2026-Q3', end: '2026-09-30' }, coverDays: 3, snapshot: null },
  ...{ exportsArrived: ['2026-09-16'], newestRow: '2026-09-15', pending: false, ranOut: false },
  plannedAsOf: [],
};

let results: ReturnType<typeof memoryBucket>;
beforeEach(() => {
  results = memoryBucket('results');
});

const look = (situation: Situation, now = '2026-10-02T02:30:00.000Z') =>
  tellWaiting(
    { tellPeriod: periodNewsTo(results), now: () => new Date(now) },
    situation,
    decideRun(situation),
  );

async function news() {
  const body = await results.get(KEY);
  return body && PeriodNewsSchema.parse(JSON.parse(body.toString('utf8')));
}

describe('a period that is due and has no exports', () => {
  it('is told of, with what came last and what would cover it', async () => {
    await look(DUE);
    expect(await news()).toMatchObject({
      ...{ about: 'waiting', period: '2026-Q3', end: '2026-09-30', at: '2026-10-02T02:30:00.000Z' },
      ...{ newestRow: '2026-09-15', coveredFrom: '2026-09-27' },
    });
  });

  it('is told of once, however often a claim looks', async () => {
    await look(DUE);
    const first = await news();
    await look({ ...DUE, newestRow: '2026-09-20' }, '2026-10-03T02:30:00.000Z');
    expect(await news()).toEqual(first);
  });

  it.each<[string, Partial<Situation>]>([
    ['a period whose exports are there', { newestRow: '2026-09-28' }],
    ['a period that was served', { snapshot: { asOf: '2026-09-30', periodicAsOf: '2026-09-30' } }],
    ['a shop that has not begun', { exportsArrived: [] }],
  ])('nothing is told of %s', async (_, over) => {
    await look({ ...DUE, ...over });
    expect(await news()).toBeUndefined();
  });
});
