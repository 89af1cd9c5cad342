import { describe, expect, it } from 'vitest';
import { decideRun, isCovered, type Situation } from '../../../shared/domain/due.ts';

const Q3 = { id: '2026-Q3', end: '2026-09-30' };

const situation = (over: Partial<Situation> = {}): Situation => ({
  cause: 'schedule',
  today: '2026-10-01',
  lastEnded: Q3,
  coverDays: 7,
  snapshot: { asOf: '2026-06-30', periodicAsOf: '2026-06-30' },
  ordersArrived: ['2026-10-01'],
  newestOrder: '2026-09-30',
  pending: true,
  ...over,
});

describe('a period is covered', () => {
  it.each([
    ['when an export arrived after its end', ['2026-10-01'], '2026-05-01', true],
    ['not by an export of its last day', ['2026-09-30'], '2026-05-01', false],
    ['when the newest order lies 7 days before its end', ['2026-09-25'], '2026-09-23', true],
    ['not when it lies 8 days before', ['2026-09-25'], '2026-09-22', false],
    ['not without any order', ['2026-09-25'], undefined, false],
  ])('%s', (_, ordersArrived, newestOrder, covered) => {
    expect(isCovered(situation({ ordersArrived, newestOrder }))).toBe(covered);
  });
});

describe('what a claim does', () => {
  const periodic = (asOf: string) => ({ status: 'RUN', mode: 'periodic', asOf });
  const onDemand = (asOf: string) => ({ status: 'RUN', mode: 'onDemand', asOf });
  const served = { asOf: '2026-09-30', periodicAsOf: '2026-09-30' };

  it.each<[string, Partial<Situation>, unknown]>([
    ['runs the due period as of its last day', {}, periodic('2026-09-30')],
    ['runs the last ended period first of all', { snapshot: null }, periodic('2026-09-30')],
    [
      'lets a due period wait that is not covered',
      { ordersArrived: ['2026-07-02'], newestOrder: '2026-07-01' },
      { status: 'WAITING', reason: 'E_PERIOD_NOT_COVERED 2026-Q3' },
    ],
    [
      'lets a silent shop wait',
      { ordersArrived: [], newestOrder: undefined },
      { status: 'WAITING', reason: 'E_NO_EXPORT' },
    ],
    [
      'grades pending exports on demand between periods',
      { snapshot: served, today: '2026-10-20' },
      onDemand('2026-10-20'),
    ],
    [
      'never dates an on-demand run before the snapshot',
      { snapshot: { ...served, asOf: '2026-10-22' }, today: '2026-10-20' },
      onDemand('2026-10-22'),
    ],
    [
      'does nothing when nothing is pending',
      { snapshot: served, pending: false },
      { status: 'NOTHING', reason: 'NOTHING_PENDING' },
    ],
    [
      'does not run a served period twice',
      { snapshot: served, pending: false, cause: 'schedule' },
      { status: 'NOTHING', reason: 'NOTHING_PENDING' },
    ],
    [
      'does as asked by hand, also for a served period',
      { snapshot: served, wish: { mode: 'periodic', asOf: '2026-09-30' } },
      periodic('2026-09-30'),
    ],
    [
      'refuses a day before the snapshot',
      { wish: { mode: 'periodic', asOf: '2026-06-29' } },
      { status: 'NOTHING', reason: 'E_AS_OF_BEFORE_SNAPSHOT' },
    ],
    [
      'has no cut points for a first run on demand',
      { snapshot: null, wish: { mode: 'onDemand', asOf: '2026-09-30' } },
      { status: 'NOTHING', reason: 'E_NO_MODEL' },
    ],
  ])('%s', (_, over, decision) => {
    expect(decideRun(situation(over))).toEqual(decision);
  });
});
