import { describe, expect, it } from 'vitest';
import { planLines, planOf } from '../../../infra/cli/plan-lines.ts';
import { putJson } from '../../../shared/adapters/lines.ts';
import { runKeys } from '../../../shared/contract/keys.ts';
import { RunSchema } from '../../../shared/contract/runs.ts';
import { both } from '../../../shared/domain/bilingual.ts';
import { memoryBucket } from '../../support/memory-bucket.ts';

const run = (state: 'AWAITING_APPROVAL' | 'CLOSED') =>
  RunSchema.parse({
    ...{ runId: 'r1', runSeq: 1, state, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
    ...{ executionArn: 'arn', baseSeq: 0, parts: 1 },
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
  counts: { mails: 30, due: 24, skipped: 4, heldOut: 2, campaigns: {}, tiers: {}, offers: {} },
  days: [
    { date: '2026-10-01', mails: 20 },
    { date: '2026-10-02', mails: 4 },
  ],
  problems: [{ code: 'E_SES_SANDBOX', say: both('The account is in the sandbox.', '账户处于沙盒。') }],
};

async function planned(found?: typeof preflight) {
  const lake = memoryBucket('lake');
  await putJson(lake, runKeys.review('r1'), { version: 1, runId: 'r1', parts: 1, counts, measured });
  if (found) await putJson(lake, runKeys.preflight('r1'), found);
  return lake;
}

const told = async (lake: Awaited<ReturnType<typeof planned>>, language: 'en' | 'zh-CN') => {
  const plan = await planOf({ lake }, run('AWAITING_APPROVAL'));
  return plan ? planLines(plan, { language }).join('\n') : '';
};

describe('the plan of a run that awaits approval', () => {
  it('tells who moves, which mails go out on which day, and what stands against them', async () => {
    const said = await told(await planned(preflight), 'en');
    expect(said.split('\n')).toEqual([
      '  planned r1: 4 new, 3 moved up, 2 moved down, 0 moved sideways, 1 left',
      '    mails: 24 to go out, 2 held out as a control group, 4 skipped (no consent or no usable address)',
      '    spread over these days:',
      '      2026-10-01  20',
      '      2026-10-02  4',
      '    ! The account is in the sandbox.',
    ]);
  });

  it('tells it in Chinese', async () => {
    const said = await told(await planned(preflight), 'zh-CN');
    expect(said).toContain('将发送 24 封，留作对照 2 封，跳过 4 封');
    expect(said).toContain('2026-10-01  20 封');
    expect(said).toContain('! 账户处于沙盒。');
  });

  it('does not name the days where all mails go out on one', async () => {
    const one = { ...preflight, days: [{ date: '2026-10-01', mails: 24 }] };
    expect(await told(await planned(one), 'en')).not.toContain('2026-10-01');
  });

  it('has the count of the review where an earlier program did not look before', async () => {
    expect(await told(await planned(), 'en')).toContain('30 to go out');
  });
});

it('a run that does not await approval has no plan to tell', async () => {
  expect(await planOf({ lake: await planned(preflight) }, run('CLOSED'))).toBeUndefined();
});
