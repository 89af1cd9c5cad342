import { describe, expect, it } from 'vitest';
import {
  decideRun,
  type GoAhead,
  isCovered,
  leavesWork,
  type Situation,
} from '../../../shared/domain/due.ts';

const Q3 = { id: '2026-Q3', end: '2026-09-30' };

const situation = (over: Partial<Situation> = {}): Situation => ({
  today: '2026-10-01',
  lastEnded: Q3,
  coverDays: 7,
  snapshot: { asOf: '2026-06-30', periodicAsOf: '2026-06-30' },
  exportsArrived: ['2026-10-01'],
  newestRow: '2026-09-30',
  pending: true,
  ranOut: false,
  plannedAsOf: [],
  ...over,
});

describe('a period is covered', () => {
  it.each([
    ['when an export arrived after its end', ['2026-10-01'], '2026-05-01', true],
    ['not by an export of its last day', ['2026-09-30'], '2026-05-01', false],
    ['when the newest order lies 7 days before its end', ['2026-09-25'], '2026-09-23', true],
    ['not when it lies 8 days before', ['2026-09-25'], '2026-09-22', false],
    ['not without any order', ['2026-09-25'], undefined, false],
  ])('%s', (_, exportsArrived, newestRow, covered) => {
    expect(isCovered(situation({ exportsArrived, newestRow }))).toBe(covered);
  });
});

describe('what a claim does', () => {
  const periodic = (asOf: string) => ({ status: 'RUN', mode: 'periodic', asOf });
  const due = (asOf: string) => ({ ...periodic(asOf), period: '2026-Q3' });
  const onDemand = (asOf: string) => ({ status: 'RUN', mode: 'onDemand', asOf });
  const served = { asOf: '2026-09-30', periodicAsOf: '2026-09-30' };

  it.each<[string, Partial<Situation>, unknown]>([
    ['runs the due period as of its last day', {}, due('2026-09-30')],
    ['runs the last ended period first of all', { snapshot: null }, due('2026-09-30')],
    [
      'runs a due period that a later day overtook as of that day, and still serves it',
      { snapshot: { asOf: '2026-10-05', periodicAsOf: '2026-06-30' }, today: '2026-10-06' },
      due('2026-10-05'),
    ],
    [
      'lets a due period wait that is not covered',
      { exportsArrived: ['2026-07-02'], newestRow: '2026-07-01' },
      { status: 'WAITING', reason: 'E_PERIOD_NOT_COVERED 2026-Q3' },
    ],
    [
      'lets a silent shop wait',
      { exportsArrived: [], newestRow: undefined },
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
      'ends a manual tier on demand, though no export has come',
      { snapshot: served, pending: false, ranOut: true, today: '2026-10-20' },
      onDemand('2026-10-20'),
    ],
    ['ends it with the period that is due', { pending: false, ranOut: true }, due('2026-09-30')],
    [
      'does not run a served period twice',
      { snapshot: served, pending: false },
      { status: 'NOTHING', reason: 'NOTHING_PENDING' },
    ],
    [
      'does not plan a period beside a plan that waits for approval',
      { plannedAsOf: ['2026-09-30'], pending: false },
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
      'refuses a day that has not come',
      { wish: { mode: 'periodic', asOf: '2027-10-01' } },
      { status: 'NOTHING', reason: 'E_AS_OF_IN_FUTURE' },
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

describe('what a run leaves to be graded', () => {
  const served = { asOf: '2026-09-30', periodicAsOf: '2026-09-30' };
  const go = (mode: GoAhead['mode'], asOf: string): GoAhead => ({ status: 'RUN', mode, asOf });

  it.each<[string, Partial<Situation>, GoAhead, boolean]>([
    ['nothing, when it is as of today', { snapshot: served }, go('onDemand', '2026-10-01'), false],
    [
      'orders that are newer than the end of its period',
      { newestRow: '2026-10-03', today: '2026-10-04' },
      go('periodic', '2026-09-30'),
      true,
    ],
    ['nothing, when no order is newer', { today: '2026-10-04' }, go('periodic', '2026-09-30'), false],
    ['a due period, when it is a wish of another day', {}, go('onDemand', '2026-09-15'), true],
    [
      'not a due period whose data are missing: they will come with a mark of their own',
      { exportsArrived: ['2026-07-02'], newestRow: '2026-07-01', pending: false },
      go('onDemand', '2026-09-15'),
      false,
    ],
  ])('%s', (_, over, run, leaves) => {
    expect(leavesWork(situation(over), run)).toBe(leaves);
  });
});
