import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantedBy } from '../../infra/cli/requests.ts';
import { reversibleIn } from '../../infra/cli/run-choices.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { RollBackReportSchema } from '../../shared/contract/roll-back.ts';
import { csvIn, scratchFolder, tierwise } from '../support/cli.ts';
import { runningCloud } from '../support/running-cloud.ts';
import { customersCsv, laterOrdersCsv, ordersCsv } from '../support/small-shop.ts';

const folder = scratchFolder();
const state = folder.path('state');
const orders = folder.write('orders.csv', ordersCsv());
const customers = folder.write('customers.csv', customersCsv());
const later = folder.write('later.csv', laterOrdersCsv());
const newcomer = folder.write(
  'newcomer.csv',
  'order_id,customer_id,ordered_at,amount,currency\nx1,newcomer,2026-09-20,50.00,CNY\n',
);

let here: Awaited<ReturnType<typeof runningCloud>>;
let [first, second] = ['', ''];
const IDS = [...Array.from({ length: 60 }, (_, i) => `c${String(i).padStart(2, '0')}`), 'newcomer'];

/** Everything that other systems can read of everybody, without the number of the run that wrote it. */
async function published() {
  const items = await openTable(here.cloud.environment.CUSTOMERS_TABLE ?? '').getMany(
    IDS.map((customerId) => ({ customerId })),
  );
  const sorted = items.sort((a, b) => (String(a.customerId) < String(b.customerId) ? -1 : 1));
  return sorted.map(({ runSeq: _, ...attributes }) => attributes);
}

const accepted = () => here.cloud.ses.sentCount();
const runOf = async (runId: string) => here.shop.runs.run(runId);

async function reportOf(runId: string) {
  const body = await here.shop.results.must(`reports/${runId}/rollback.json`);
  return RollBackReportSchema.parse(JSON.parse(body.toString('utf8')));
}

let before: Awaited<ReturnType<typeof published>>;
beforeAll(async () => {
  here = await runningCloud(state, '2026-06-30');
  first = (await here.quarter([orders, customers], '2026-06-30')).runId;
  before = await published();
  second = (await here.quarter([later, newcomer], '2026-09-30')).runId;
}, 120_000);
afterAll(async () => {
  await here.cloud.close();
  folder.remove();
});

const command = (...args: string[]) => tierwise([...args, '--state', state]);

describe('a roll-back', () => {
  it('of an older run is refused, and the newest is named', async () => {
    const { code, stderr } = await command('rollback', first);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/E_NOT_NEWEST/)]);
    expect(stderr).toContain(second);
  }, 60_000);

  it('is offered for the newest commit alone', async () => {
    expect(await reversibleIn(here.shop)).toBe(second);
  });

  it('puts back exactly what stood before, and says which mails were out', async () => {
    const [sent, changed] = [accepted(), await published()];
    expect(changed).not.toEqual(before);
    const { code, stdout, stderr } = await command('rollback', second, '--json');
    expect([code, stderr]).toEqual([0, '']);
    await here.cloud.idle();
    const { run } = JSON.parse(stdout);
    expect(run).toMatchObject({ rollsBack: second, asOf: '2026-06-30', state: 'CLOSED' });
    const now = await published();
    const known = now.filter(({ customerId }) => customerId !== 'newcomer');
    expect(known).toEqual(before);
    expect(now.find(({ customerId }) => customerId === 'newcomer')).toMatchObject({
      tier: null,
      orders: 0,
      history: [],
    });
    expect((await runOf(second))?.state).toBe('ROLLED_BACK');
    expect(await here.shop.runs.snapshot()).toMatchObject({ runId: first, runSeq: run.runSeq });
    expect(accepted()).toBe(sent);
    const report = await reportOf(run.runId);
    const out = report.mails.filter(({ outcome }) => outcome === 'sent');
    expect(out.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(30);
    expect(report.moves.reduce((sum, { count }) => sum + count, 0)).toBe(report.undone);
    expect(report.written).toBe(report.undone);
    const undone = (await here.shop.results.must(`reports/${second}/report.en.html`)).toString('utf8');
    expect(undone).toContain('This run was rolled back');
    expect(undone).toContain(run.runId);
    const tiers = (await here.tiersCsv(run.runId)).split('\n');
    expect(tiers.filter((line) => line.startsWith('c')).length - 1).toBe(60);
  }, 120_000);

  it('is followed by caution: the next run waits, and mails nobody twice who got his mail', async () => {
    const sent = accepted();
    const waiting = await here.quarter([], '2026-09-30');
    expect(waiting).toMatchObject({ state: 'AWAITING_APPROVAL', period: '2026-Q3' });
    expect((await command('runs')).stdout).toMatch(/npm run tierwise -- trust/);
    expect((await command('approve', waiting.runId)).code).toBe(0);
    await here.cloud.idle();
    expect((await runOf(waiting.runId))?.state).toBe('CLOSED');
    expect(accepted()).toBe(sent);
    expect((await published()).find(({ customerId }) => customerId === 'newcomer')?.tier).not.toBeNull();
    expect(await here.mails(waiting.runId)).toMatchObject({ suppressed: expect.any(Number) });
    expect((await here.mails(waiting.runId)).sent).toBeUndefined();
  }, 120_000);

  it('of all runs leaves nobody with a tier, and no pointer', async () => {
    const newest = (await here.shop.runs.snapshot())?.runId ?? '';
    for (const runId of [newest, first]) {
      await grantedBy(here.shop, { want: 'rollback', runId });
      await here.cloud.idle();
    }
    expect(await here.shop.runs.snapshot()).toBeNull();
    expect((await published()).map(({ tier }) => tier)).toEqual(IDS.map(() => null));
    await expect(grantedBy(here.shop, { want: 'rollback', runId: first })).rejects.toMatchObject({
      code: 'E_ROLLED_BACK',
    });
  }, 120_000);

  it('and trust ends the caution', async () => {
    expect((await command('trust')).code).toBe(0);
    const sent = accepted();
    const again = await here.quarter([], '2026-09-30');
    expect(again.state).toBe('CLOSED');
    expect(accepted()).toBe(sent);
    expect((await published()).filter(({ tier }) => tier !== null)).toHaveLength(61);
  }, 120_000);
});

describe('results', () => {
  it('lists every mail of the run that was rolled back with its outcome', async () => {
    const run = (await here.shop.runs.runs()).find(({ rollsBack }) => rollsBack === second);
    const body = await here.shop.results.must(`reports/${run?.runId}/mails.csv`);
    folder.write('mails.csv', body.toString('utf8'));
    const outcomes = csvIn(folder.dir, 'mails.csv').map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toContain('sent');
    expect(new Set(outcomes)).not.toContain('pending');
  });
});
