import { describe, expect, it } from 'vitest';
import { planLines, planOf } from '../../../infra/cli/plan-lines.ts';
import { putJson } from '../../../shared/adapters/lines.ts';
import { runKeys } from '../../../shared/contract/keys.ts';
import { RunSchema } from '../../../shared/contract/runs.ts';
import { both } from '../../../shared/domain/bilingual.ts';
import { policyWith } from '../../support/measured.ts';
import { memoryBucket } from '../../support/memory-bucket.ts';

const run = (state: 'AWAITING_APPROVAL' | 'CLOSED') =>
  RunSchema.parse({
    ...{ runId: 'r1', runSeq: 1, state, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
    ...{ executionArn: 'arn', baseSeq: 0, parts: 1, expiresAt: '2026-10-08T06:00:00.000Z' },
  });

const counts = {
  ...{ features: 50, receipts: 50, joined: 4, promoted: 3, demoted: 2, sideways: 0, same: 41, left: 1 },
  ...{ held: 49, changes: 10, mails: 30 },
};
const measured = {
  ...{ features: 50, customers: 50, left: 1, orderRows: 90, repeated: 0, anonymous: 0, later: 0 },
  ...{ cancelled: 0, unpaid: 0, notCounted: 0, orders: 90 },
};
const preflight = {
  ...{ version: 1, runId: 'r1', contentDigest: 'd', quota: null },
  counts: {
    ...{ mails: 30, due: 24, skipped: 4, heldOut: 2, tiers: {}, offers: {} },
    campaigns: {
      'up-2': { rule: 'up', mails: 5, due: 4, heldOut: 0 },
      'news-2026-Q3': { rule: 'news', mails: 25, due: 20, heldOut: 2 },
    },
  },
  days: [
    { date: '2026-10-01', mails: 20 },
    { date: '2026-10-02', mails: 4 },
  ],
  problems: [{ code: 'E_SES_SANDBOX', say: both('The account is in the sandbox.', '账户处于沙盒。') }],
};

const review = {
  ...{ version: 1, runId: 'r1', parts: 1, counts, measured },
  moves: [
    { from: 'rest', to: 'top', change: 'promoted', cause: 'behaviour', count: 3 },
    { from: 'top', to: 'top', change: 'same', cause: '', count: 41 },
    { from: 'gone', to: null, change: 'left', cause: '', count: 1 },
    { from: null, to: 'rest', change: 'joined', cause: '', count: 4 },
  ],
  cost: {
    pricesOf: '2026-11-01',
    lines: [{ id: 'mail', say: both('Mails', '邮件'), count: 24, usd: 0.08 }],
    total: 0.46,
  },
  anomalies: [
    { code: 'G_MAILS', say: both('Too many mails.', '邮件过多。'), trips: true },
    { code: 'G_MOVED', say: both('Many move.', '变动过多。'), trips: false },
  ],
};

async function planned(found?: object, reviewed: object = review) {
  const lake = memoryBucket('lake');
  await putJson(lake, runKeys.review('r1'), reviewed);
  await putJson(lake, runKeys.policy('r1'), policyWith());
  if (found) await putJson(lake, runKeys.preflight('r1'), found);
  return lake;
}

const told = async (lake: Awaited<ReturnType<typeof planned>>, language: 'en' | 'zh-CN') => {
  const results = memoryBucket('results');
  await results.put('reports/r1/plan.html', '');
  const plan = await planOf({ lake, results }, run('AWAITING_APPROVAL'));
  return plan ? planLines(plan, { language }).join('\n') : '';
};

describe('the plan of a run that awaits approval', () => {
  it('tells who moves, which mails go out on which day, and what stands against them', async () => {
    const said = await told(await planned(preflight), 'en');
    expect(said.split('\n')).toEqual([
      '  planned r1: 4 new, 3 moved up, 2 moved down, 0 moved sideways, 1 left',
      '      who moves   from   to     because         customers',
      '      moved up    Rest   Top    own actions             3',
      '      new         –      Rest   first grading           4',
      '      left        gone   –      –                       1',
      '    mails: 24 to go out, 2 held out as a control group, 4 skipped (no consent or no usable address)',
      '      campaign   to go out   held out',
      '      news              20          2',
      '      up                 4          0',
      '    spread over these days:',
      '      2026-10-01  20',
      '      2026-10-02  4',
      '    cost: about 0.46 US dollars, of which mail 0.08 (AWS in us-east-1, prices of 2026-11)',
      '    ! guard rail: Too many mails.',
      '    ! Many move.',
      '    ! The account is in the sandbox.',
      '    may be approved until 8 October 2026, 14:00 (Asia/Shanghai); after that nothing of it happens',
      '    page: s3://results/reports/r1/plan.html',
    ]);
  });

  it.each([
    [
      'served by the local cloud',
      { s3: 'http://127.0.0.1:9000' },
      'http://127.0.0.1:9000/results/reports/r1/plan.html',
    ],
    ['kept in a folder', { s3: 'http://127.0.0.1:9000', copies: '/out' }, '/out/r1/plan.html'],
  ])('tells where its page is %s', async (_, places, wanted) => {
    const results = memoryBucket('results');
    await results.put('reports/r1/plan.html', '');
    const plan = await planOf(
      { lake: await planned(preflight), results, ...places },
      run('AWAITING_APPROVAL'),
    );
    expect(plan?.page).toBe(wanted);
  });

  it('says that its page was not written, since nobody was mailed it', async () => {
    const plan = await planOf(
      { lake: await planned(preflight), results: memoryBucket('results') },
      run('AWAITING_APPROVAL'),
    );
    const said = plan ? planLines(plan, { language: 'en' }).join('\n') : '';
    expect(said).toContain('its page was not written');
  });

  it('tells it in Chinese', async () => {
    const said = await told(await planned(preflight), 'zh-CN');
    expect(said).toContain('将发送 24 封，留作对照 2 封，跳过 4 封');
    expect(said).toContain('2026-10-01  20 封');
    expect(said).toContain('! 账户处于沙盒。');
    expect(said).toMatch(/升级 +Rest +Top +自身行为变化 +3/);
    expect(said).toContain('费用：约 0.46 美元，其中邮件 0.08 美元');
    expect(said).toContain('! 触发审批条件：邮件过多。');
    expect(said).toContain('请在 2026年10月8日 14:00（Asia/Shanghai）前批准');
  });

  it('does not name the days where all mails go out on one', async () => {
    const one = { ...preflight, days: [{ date: '2026-10-01', mails: 24 }] };
    expect(await told(await planned(one), 'en')).not.toContain('2026-10-01');
  });

  it('has the counts of the review, and no more, where an earlier program planned', async () => {
    const older = { version: 1, runId: 'r1', parts: 1, counts, measured };
    expect((await told(await planned(undefined, older), 'en')).split('\n')).toEqual([
      expect.stringContaining('planned r1'),
      expect.stringContaining('30 to go out'),
      expect.stringContaining('until'),
      expect.stringContaining('page: '),
    ]);
  });
});

it('a run that does not await approval has no plan to tell', async () => {
  expect(
    await planOf({ lake: await planned(preflight), results: memoryBucket('results') }, run('CLOSED')),
  ).toBeUndefined();
});
