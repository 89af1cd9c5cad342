import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask } from '../../infra/cli/batch.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { csvIn, scratchFolder, tierwise } from '../support/cli.ts';
import { runningCloud } from '../support/running-cloud.ts';
import { customersCsv, laterOrdersCsv, ordersCsv } from '../support/small-shop.ts';

const folder = scratchFolder();
const state = folder.path('state');
const orders = folder.write('orders.csv', ordersCsv());
const customers = folder.write('customers.csv', customersCsv());
const later = folder.write('later.csv', laterOrdersCsv());

const shipped = readFileSync(new URL('../../shared/presets/default.yaml', import.meta.url), 'utf8');
const same = folder.write('same.yaml', shipped);
/** Diamond takes 4.8 instead of 4.4, and gold gets who falls short of it. */
const stricter = folder.write('stricter.yaml', shipped.replace("rfm: '>= 4.4'", "rfm: '>= 4.8'"));

let here: Awaited<ReturnType<typeof runningCloud>>;
let firstRunId: string;
beforeAll(async () => {
  expect(readFileSync(stricter, 'utf8')).not.toBe(shipped);
  here = await runningCloud(state, '2026-06-30');
  firstRunId = (await here.quarter([orders, customers], '2026-06-30')).runId;
}, 60_000);
afterAll(async () => {
  await here.cloud.close();
  folder.remove();
});

const simulate = (policy: string, ...more: string[]) =>
  tierwise(['simulate', '--policy', policy, '--state', state, ...more]);

/** Everything that a simulation must not touch. */
async function untouched() {
  const table = openTable(here.cloud.environment.CUSTOMERS_TABLE ?? '');
  const ids = Array.from({ length: 60 }, (_, i) => ({ customerId: `c${String(i).padStart(2, '0')}` }));
  const items = await table.getMany(ids);
  return {
    customers: items.sort((a, b) => (String(a.customerId) < String(b.customerId) ? -1 : 1)),
    snapshot: await here.shop.runs.snapshot(),
    pending: await here.shop.runs.pending(),
    policy: await here.shop.table.get({ pk: 'POLICY', sk: 'CURRENT' }),
    mails: here.cloud.ses.sentCount(),
    tiers: await here.tiersCsv(firstRunId),
  };
}

const ScoredSchema = z.object({
  customerId: z.string(),
  tier: z.string(),
  scores: z.object({ rfm: z.number() }),
});

const SimulatedSchema = z.object({
  moved: z.int(),
  moves: z.array(z.unknown()),
  customers: z.array(z.unknown()),
  mails: z.array(z.object({ planned: z.int(), already: z.int() })),
});

/** The diamonds whose score lies in between, by their published items. */
async function between(from: number, to: number): Promise<string[]> {
  const items = z.array(ScoredSchema).parse((await untouched()).customers);
  return items
    .filter(({ tier, scores }) => tier === 'diamond' && scores.rfm >= from && scores.rfm < to)
    .map(({ customerId }) => customerId);
}

describe('simulate', () => {
  it('under a stricter policy lists exactly who would move, and why; nothing else changes', async () => {
    const before = await untouched();
    const [who, staying] = [await between(4.4, 4.8), await between(4.8, 6)];
    expect(who.length).toBeGreaterThan(2);
    const out = folder.path('movers.csv');
    const { code, stdout } = await simulate(stricter, '--json', '--limit', '2', '--out', out);
    expect(code).toBe(0);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({
      run: { asOf: '2026-06-30' },
      moves: [{ from: 'diamond', to: 'gold', change: 'demoted', cause: 'policy', count: who.length }],
      moved: who.length,
    });
    expect(found.customers.map(({ customerId }: { customerId: string }) => customerId)).toEqual(
      who.slice(0, 2),
    );
    const [diamond, gold] = found.tiers;
    expect([diamond.id, diamond.before, diamond.after]).toEqual([
      'diamond',
      who.length + staying.length,
      staying.length,
    ]);
    expect(gold.after - gold.before).toBe(who.length);
    const written = csvIn(folder.dir, 'movers.csv');
    expect(written.map((row) => row.customer_id)).toEqual(who);
    expect(written[0]).toMatchObject({ previous_tier: 'diamond', tier: 'gold', cause: 'policy' });
    expect(await untouched()).toEqual(before);
    expect((await here.shop.runs.runs()).at(-1)?.state).toBe('SIMULATED');
  }, 60_000);

  it('says it in words', async () => {
    const { code, stdout, stderr } = await simulate(stricter, '--limit', '1');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /As if a full periodic run were made on 2026-06-30; the next period is due after 2026-09-30/,
    );
    expect(stdout).toMatch(/cost: .*US dollars/);
    expect(stdout).toMatch(/moved down +Diamond +Gold +the policy changed/);
    expect(stdout).toMatch(/and \d+ more/);
    expect(stdout).toMatch(/quarterly-gold +\d+ +\d+/);
  }, 60_000);

  it('of the policy in use moves nobody', async () => {
    const { stdout } = await simulate(same, '--json');
    const { mails, ...found } = SimulatedSchema.parse(JSON.parse(stdout));
    expect(found).toEqual({ moved: 0, moves: [], customers: [] });
    // Those of the period are out already.
    expect(mails.map(({ planned }) => planned)).toEqual(mails.map(() => 0));
    const sent = (await here.mails(firstRunId)).sent ?? 0;
    expect(sent).toBeGreaterThan(0);
    expect(mails.reduce((sum, { already }) => sum + already, 0)).toBe(sent);
  }, 60_000);

  it('shows as SIMULATED, and cannot be approved', async () => {
    const runs = await here.shop.runs.runs();
    const simulated = runs.at(-1);
    expect(simulated?.state).toBe('SIMULATED');
    await ask(here.shop, { want: 'approve', runId: simulated?.runId ?? '' });
    await here.cloud.idle();
    expect((await here.shop.runs.run(simulated?.runId ?? ''))?.state).toBe('SIMULATED');
    const { stdout } = await tierwise(['runs', '--state', state]);
    expect(stdout).toMatch(/2026-06-30-simulated-\d+ .*simulation +simulated; nothing has changed/);
  }, 60_000);

  it.each([
    [
      'a policy with faults',
      ['--policy', folder.write('bad.yaml', 'version: 1\nshop: 3\n')],
      'line 2, column 1',
    ],
    ['a day before the last run', ['--policy', same, '--as-of', '2026-06-29'], 'E_AS_OF_BEFORE_SNAPSHOT'],
    ['a day that is no day', ['--policy', same, '--as-of', 'soon'], 'E_DATE'],
  ])(
    'refuses %s, and runs nothing',
    async (_, args, text) => {
      const runs = await here.shop.runs.runs();
      const { code, stderr } = await tierwise(['simulate', ...args, '--state', state]);
      expect([code, stderr]).toEqual([1, expect.stringContaining(text)]);
      expect(await here.shop.runs.runs()).toEqual(runs);
    },
    60_000,
  );

  it('takes wrong words for wrong words', async () => {
    const ended = await Promise.all([
      tierwise(['simulate', '--state', state, '--polcy', 'policy.yaml']),
      simulate(same, '--limit', 'few'),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([2, 2]);
  }, 60_000);

  it('stopped in the middle goes on when the system is up again, and holds nobody up', async () => {
    const before = await untouched();
    const id = await ask(here.shop, { want: 'simulate', policy: shipped });
    await here.cloud.close();
    here = await runningCloud(state, '2026-07-01');
    await here.cloud.idle();
    expect(here.cloud.executions().find(({ name }) => name === `request-${id}`)?.status).toBe('SUCCEEDED');
    expect((await here.shop.runs.runs()).at(-1)?.state).toBe('SIMULATED');
    expect(await here.shop.runs.lock()).toBeUndefined();
    expect(await untouched()).toEqual(before);
  }, 60_000);

  it('is no base of the next run, which goes on as if it had never been', async () => {
    const run = await here.quarter([later], '2026-09-30');
    expect(run).toMatchObject({ state: 'CLOSED', asOf: '2026-09-30' });
    expect((await here.shop.runs.snapshot())?.runId).toBe(run.runId);
    expect(await between(4.4, 6)).not.toEqual([]);
  }, 60_000);
});
