import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localApproveLink } from '../../infra/cli/approve-link.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { scratchFolder } from '../support/cli.ts';
import { press } from '../support/plan-pages.ts';
import { runningCloud } from '../support/running-cloud.ts';
import { customersCsv, ordersCsv } from '../support/small-shop.ts';

const LEAD = 'lead@example.com';
const folder = scratchFolder();
const orders = folder.write('orders.csv', ordersCsv());
const customers = folder.write('customers.csv', customersCsv());
const shipped = readFileSync(new URL('../../shared/presets/default.yaml', import.meta.url), 'utf8');
const policy = folder.write(
  'waits.yaml',
  shipped
    .replace(/^approval: .*$/m, 'approval: always')
    .replace(/^notify: .*$/m, `notify: { runs: [${LEAD}] }`),
);

let here: Awaited<ReturnType<typeof runningCloud>>;
beforeAll(async () => {
  here = await runningCloud(folder.path('expiry'), '2026-06-30');
}, 60_000);
afterAll(async () => {
  await here.cloud.close();
  folder.remove();
});

/** The sort of every mail that went out, oldest first; each went to staff. */
const told = (): string[] =>
  here.cloud.ses.accepted().map(({ destinations, tags }) => {
    expect(destinations).toEqual([LEAD]);
    return tags.notice ?? 'to a customer';
  });

it('a plan that nobody decides about sends nothing and expires loudly; the next one asks again, and its link lets it happen', async () => {
  const run = await here.quarter([orders, customers], '2026-06-30', policy);
  expect(run.state).toBe('AWAITING_APPROVAL');
  const linkTo = localApproveLink(here.cloud.environment);
  const link = (await linkTo(run)) ?? '';
  await openTable(here.cloud.environment.RUNS_TABLE ?? '').update(
    { pk: 'RUN', sk: run.runId },
    { text: 'SET #e = :e', names: { e: 'expiresAt' }, values: { e: '2026-01-01T00:00:00.000Z' } },
  );
  expect((await press(link, 'approve')).status).toBe(410);

  here.cloud.releaseGrading();
  const time = '2026-07-01T04:00:00.000Z';
  const look = here.cloud.start(here.cloud.machines.grade, { cause: 'schedule', time });
  await here.cloud.waitFor(look);
  await here.cloud.idle();
  const runs = await here.shop.runs.runs();
  expect(runs.find(({ runId }) => runId === run.runId)?.state).toBe('EXPIRED');
  expect((await press(link, 'approve')).status).toBe(410);
  expect([await here.published('c01'), told().includes('to a customer')]).toEqual([undefined, false]);
  expect(told()).toContain('expired');

  const next = runs.at(-1);
  expect(next).toMatchObject({ state: 'AWAITING_APPROVAL', asOf: '2026-06-30' });
  expect(next?.runId).not.toBe(run.runId);
  const nextLink = (next && (await linkTo(next))) ?? '';
  // What is decided about is the plan itself, with the letters that would go out.
  expect(await (await fetch(nextLink)).text()).toMatch(/<form method="post"[\s\S]*<iframe/);
  expect(told()).toContain('plan');
  expect((await press(nextLink, 'approve')).status).toBe(200);
  await here.cloud.idle();
  expect(await here.shop.runs.run(next?.runId ?? '')).toMatchObject({
    state: 'CLOSED',
    decided: { by: 'link' },
  });
  expect(await here.published('c01')).toMatchObject({ runSeq: next?.runSeq });
}, 60_000);
