import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../infra/cli/batch.ts';
import { ReportSchema } from '../../shared/contract/report.ts';
import { scratchFolder, tierwise } from '../support/cli.ts';
import { runningCloud } from '../support/running-cloud.ts';
import { customersCsv, laterOrdersCsv, ordersCsv } from '../support/small-shop.ts';

const folder = scratchFolder();
afterAll(folder.remove);

const orders = folder.write('orders.csv', ordersCsv());
const customers = folder.write('customers.csv', customersCsv());
const later = folder.write('later.csv', laterOrdersCsv());
const defaultPolicy = readFileSync(new URL('../../shared/presets/default.yaml', import.meta.url), 'utf8');

type Cloud = Awaited<ReturnType<typeof runningCloud>>;

describe('SES refuses everything', () => {
  let here: Cloud;
  beforeAll(async () => {
    here = await runningCloud(folder.path('refusing'), '2026-06-30');
  }, 60_000);
  afterAll(() => here.cloud.close());

  it('each mail is refused and said so, the tiers stand, and nothing was accepted', async () => {
    here.cloud.ses.faults.set({ kind: 'reject', times: 'always' });
    const run = await here.quarter([orders, customers], '2026-06-30');
    expect(run.state).toBe('CLOSED');
    const mails = await here.mails(run.runId);
    expect(Object.keys(mails).sort()).toEqual(['refused', 'suppressed']);
    expect(here.cloud.ses.sentCount()).toBe(0);
    expect(await here.published('c01')).toMatchObject({ customerId: 'c01', runSeq: run.runSeq });
  }, 60_000);
});

describe('SES tells of mails later than the local day lasts', () => {
  let here: Cloud;
  beforeAll(async () => {
    here = await runningCloud(folder.path('late'), '2026-06-30');
  }, 60_000);
  afterAll(() => here.cloud.close());

  it('the report still knows what became of every mail that was sent', async () => {
    here.cloud.ses.configure({ events: { queue: { delayMs: 3000 } } });
    const run = await here.quarter([orders, customers], '2026-06-30');
    const report = await here.shop.results.must(`reports/${run.runId}/report.json`);
    const { campaigns } = ReportSchema.parse(JSON.parse(report.toString('utf8'))).delivery;
    expect(campaigns.some(({ sent }) => sent > 0)).toBe(true);
    for (const { sent, delivered, bounced, awaited } of campaigns)
      expect([delivered + bounced, awaited]).toEqual([sent, 0]);
  }, 60_000);
});

describe('a plan that waits for approval', () => {
  let here: Cloud;
  const policy = folder.write('always.yaml', defaultPolicy.replace(/^approval: .*$/m, 'approval: always'));
  beforeAll(async () => {
    expect(readFileSync(policy, 'utf8')).toContain('approval: always');
    here = await runningCloud(folder.path('approval'), '2026-06-30');
  }, 60_000);
  afterAll(() => here.cloud.close());

  it('writes nothing and sends nothing before it is approved; rejected it never does', async () => {
    const run = await here.quarter([orders, customers], '2026-06-30', policy);
    expect(run.state).toBe('AWAITING_APPROVAL');
    expect(await here.published('c01')).toBeUndefined();
    await ask(here.shop, { want: 'reject', runId: run.runId });
    await here.cloud.idle();
    await ask(here.shop, { want: 'approve', runId: run.runId });
    await here.cloud.idle();
    expect((await here.shop.runs.run(run.runId))?.state).toBe('REJECTED');
    expect(await here.published('c01')).toBeUndefined();
    expect(here.cloud.ses.sentCount()).toBe(0);
  }, 60_000);

  it('approved it is applied and its mails go out; approved again it is not done twice', async () => {
    const run = await here.quarter([orders], '2026-06-30');
    expect(run.state).toBe('AWAITING_APPROVAL');
    for (let i = 0; i < 2; i += 1) {
      await ask(here.shop, { want: 'approve', runId: run.runId });
      await here.cloud.idle();
    }
    expect((await here.shop.runs.run(run.runId))?.state).toBe('CLOSED');
    expect(await here.published('c01')).toMatchObject({ runSeq: run.runSeq });
    expect(here.cloud.ses.sentCount()).toBe((await here.mails(run.runId)).sent);
  }, 60_000);

  it('a newer plan replaces the one that waits, which then refuses to be approved', async () => {
    const [one, other] = [
      await here.quarter([later], '2026-09-30'),
      await here.quarter([later], '2026-09-30'),
    ];
    const approve = (runId: string) => tierwise(['approve', runId, '--state', folder.path('approval')]);
    const { code, stderr } = await approve(one.runId);
    expect([code, stderr]).toEqual([1, expect.stringContaining('E_PLAN_REPLACED')]);
    expect(stderr).toContain(other.runId);
    expect((await approve(other.runId)).code).toBe(0);
    await here.cloud.idle();
    const runs = await here.shop.runs.runs();
    expect(runs.find(({ runId }) => runId === one.runId)?.state).toBe('SUPERSEDED');
    expect(runs.at(-1)).toMatchObject({ runId: other.runId, state: 'CLOSED' });
  }, 60_000);
});

describe('uploads while the system is up', () => {
  let here: Cloud;
  beforeAll(async () => {
    here = await runningCloud(folder.path('upload'), '2026-09-15');
  }, 60_000);
  afterAll(() => here.cloud.close());

  it('the first upload is graded as of the last quarter; quick ones after it share a run that only promotes', async () => {
    await here.shop.uploads.upload(orders, 'orders/orders.csv');
    await here.shop.uploads.upload(customers, 'customers/customers.csv');
    await here.cloud.idle();
    here.cloud.releaseGrading();
    await here.cloud.idle();
    expect(await here.shop.runs.runs()).toMatchObject([
      { mode: 'periodic', asOf: '2026-06-30', state: 'CLOSED' },
    ]);
    const before = here.cloud.ses.sentCount();

    here.clock.goTo('2026-09-20T04:00:00.000Z');
    await Promise.all([
      here.shop.uploads.upload(later, 'orders/later.csv'),
      here.shop.uploads.upload(later, 'orders/later-again.csv'),
    ]);
    await here.cloud.idle();
    const runs = await here.shop.runs.runs();
    expect(runs).toHaveLength(2);
    expect(runs[1]).toMatchObject({ mode: 'onDemand', asOf: '2026-09-20', state: 'CLOSED' });
    const report = JSON.parse(
      (await here.shop.results.must(`reports/${runs[1]?.runId}/report.json`)).toString('utf8'),
    );
    expect(report.run.counts.plan.promoted).toBeGreaterThan(0);
    expect(report.run.counts.plan.demoted).toBe(0);
    expect(here.cloud.ses.sentCount()).toBeGreaterThan(before);
  }, 60_000);

  it('an order that is exported again replaces its older self, also when it is cancelled now', async () => {
    const cancelled = folder.write(
      'cancelled.csv',
      'order_id,customer_id,ordered_at,amount,currency,status\nn00-0,c00,2026-09-10,900.00,CNY,cancelled\n',
    );
    const spentBefore = Number((await here.published('c00'))?.spent);
    await here.shop.uploads.upload(cancelled, 'orders/cancelled.csv');
    await here.cloud.idle();
    expect(Number((await here.published('c00'))?.spent)).toBe(spentBefore - 90_000);
  }, 60_000);
});
