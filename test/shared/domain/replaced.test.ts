import { describe, expect, it } from 'vitest';
import {
  isStillWanted,
  outdatedAt,
  outdatedReason,
  planReplaced,
  replacedBy,
  replacedReason,
  wishAgain,
} from '../../../shared/domain/replaced.ts';

const plan = (runSeq: number, more: object = {}) => ({
  ...{ runId: `r${runSeq}`, runSeq, state: 'AWAITING_APPROVAL', mode: 'periodic' as const },
  ...{ asOf: '2026-09-30', baseSeq: 2, ...more },
});
const idsOf = (plans: { runId: string }[]) => plans.map(({ runId }) => runId);

describe('a newer plan', () => {
  it.each([
    ['replaces an older one of its kind', plan(4), ['r4']],
    ['leaves one of the other kind', plan(4, { mode: 'onDemand' }), []],
    ['leaves one that is newer still', plan(6), []],
    ['leaves one that is approved', plan(4, { state: 'APPROVED' }), []],
    ['leaves one that was rejected', plan(4, { state: 'REJECTED' }), []],
    ['leaves itself', plan(5), []],
  ])('%s', (_, other, replaced) => {
    expect(idsOf(replacedBy(plan(5), [other]))).toEqual(replaced);
  });
});

describe('after a commit', () => {
  it.each([
    ['a plan on what was before is outdated', plan(4), ['r4']],
    ['of either kind', plan(4, { mode: 'onDemand' }), ['r4']],
    ['a plan on the new snapshot stands', plan(4, { baseSeq: 3 }), []],
    ['a run that was committed long ago is left alone', plan(1, { state: 'CLOSED', baseSeq: 0 }), []],
  ])('%s', (_, other, outdated) => {
    expect(idsOf(outdatedAt(3, [other]))).toEqual(outdated);
  });

  const served = { periodicAsOf: '2026-09-30' };
  it.each([
    ['a periodic plan of a period that is not served is', plan(2, { asOf: '2026-12-31' }), served, true],
    ['one of a period that is served is not', plan(2), served, false],
    ['one of a period that a roll-back took back to nothing is', plan(2), null, true],
    ['an on-demand plan that saw less is not', plan(2, { mode: 'onDemand' }), served, false],
    ['an on-demand plan that saw more is', plan(4, { mode: 'onDemand' }), served, true],
  ])('%s still wanted', (_, outdated, snapshot, wanted) => {
    expect(isStillWanted(outdated, { runSeq: 3 }, snapshot)).toBe(wanted);
  });

  it.each([
    ['the day of the plan', { asOf: '2026-06-30' }, '2026-09-30'],
    ['a later day of the snapshot', { asOf: '2026-10-02' }, '2026-10-02'],
    ['its own day where there is no snapshot', null, '2026-09-30'],
  ])('it is planned anew as of %s, under one name', (_, snapshot, asOf) => {
    expect(wishAgain(plan(4), snapshot)).toEqual({ id: 'again-r4', mode: 'periodic', asOf });
  });

  it('it is measured anew by the engine that was asked for', () => {
    expect(wishAgain(plan(4, { engine: 'athena' }), null)).toMatchObject({ engine: 'athena' });
  });
});

describe('a plan that was replaced', () => {
  it.each([
    [
      'by a newer one',
      replacedReason('r5'),
      'The newer plan r5 replaces this one.',
      '已由较新的计划 r5 取代。',
    ],
    ['by a commit', outdatedReason('r5'), ': r5 was committed.', '运行 r5 已提交，等级已有变动。'],
    ['by one that is not known', outdatedReason(), 'since this plan was made.', '计划制定后，等级已有变动。'],
    [
      'in an earlier program',
      undefined,
      '`npm run tierwise -- runs` shows the plan',
      '用 `npm run tierwise -- runs` 查看',
    ],
  ])('%s refuses to be decided about and says what did it', (_, reason, en, zh) => {
    const refusal = planReplaced('r4', reason);
    expect(refusal.code).toBe('E_PLAN_REPLACED');
    expect(refusal.say('en')).toMatch(/^E_PLAN_REPLACED: The plan r4 can no longer be approved/);
    expect(refusal.say('en')).toContain(en);
    expect(refusal.say('zh-CN')).toContain(zh);
    expect(refusal.say('zh-CN')).not.toMatch(/E_PLAN_REPLACED.*E_PLAN_REPLACED/);
  });
});
