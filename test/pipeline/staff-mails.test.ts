import { readFileSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localApproveLink } from '../../infra/cli/approve-link.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { PlanPageSchema } from '../../shared/contract/plan-page.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { scratchFolder } from '../support/cli.ts';
import { runningCloud } from '../support/running-cloud.ts';
import { customersCsv, ordersCsv } from '../support/small-shop.ts';

const LEAD = 'lead@example.com';
const folder = scratchFolder();
const orders = folder.write('orders.csv', ordersCsv());
const customers = folder.write('customers.csv', customersCsv());
const shipped = readFileSync(new URL('../../shared/presets/default.yaml', import.meta.url), 'utf8');
const policy = folder.write(
  'guarded.yaml',
  shipped
    .replace(/^approval: .*$/m, 'approval: guarded\nguards: { missing: [customers] }')
    .replace(/^notify: .*$/m, `notify: { runs: [${LEAD}] }`),
);

let here: Awaited<ReturnType<typeof runningCloud>>;
let goes: Run;
beforeAll(async () => {
  here = await runningCloud(folder.path('staff-mails'), '2026-06-30');
}, 60_000);
afterAll(async () => {
  await here.cloud.close();
  folder.remove();
});

/** What the page of the plan is made of. */
const planOf = async ({ runId }: Run) =>
  PlanPageSchema.parse(
    JSON.parse((await here.shop.results.must(resultKeys.report(runId, 'plan.json'))).toString()),
  );

/** The mail about a run's plan. */
async function planMail({ runId }: Run) {
  const { ses } = here.cloud;
  const plans = ses.accepted().filter(({ tags }) => tags.notice === 'plan');
  const read = await Promise.all(plans.map(({ messageId }) => PostalMime.parse(ses.raw(messageId) ?? '')));
  return read.find(({ text }) => text?.includes(runId)) ?? expect.fail(`no mail about the plan of ${runId}`);
}

it('a guarded plan waits where a guard rail trips and says why in plan, mail and page; once it does not, the next goes by itself', async () => {
  const waits = await here.quarter([orders], '2026-06-30', policy);
  expect(waits.state).toBe('AWAITING_APPROVAL');
  const plan = await planOf(waits);
  const reason = plan.why[0]?.en ?? '';
  expect([plan.decision, plan.why.length, plan.timeZone]).toEqual(['AWAITING_APPROVAL', 1, 'Asia/Shanghai']);
  expect(reason).toMatch(/customers/i);
  const mail = await planMail(waits);
  expect(mail.subject).toMatch(/请处理|Please decide/);
  expect(mail.text).toContain(plan.why[0]?.['zh-CN']);
  const link = (await localApproveLink(here.cloud.environment)(waits)) ?? '';
  const page = await (await fetch(`${link}?lang=en`)).text();
  expect(page).toContain(reason);
  expect(page).toContain('(Asia/Shanghai)');
  expect(await here.published('c01')).toBeUndefined();

  goes = await here.quarter([customers], '2026-06-30');
  expect(goes).toMatchObject({ state: 'CLOSED' });
  expect(goes.runId).not.toBe(waits.runId);
  expect(await planOf(goes)).toMatchObject({ decision: 'APPROVED', why: [] });
  expect((await planMail(goes)).subject).not.toMatch(/请处理|Please decide/);
  expect(await here.published('c01')).toMatchObject({ runSeq: goes.runSeq });
}, 60_000);

/** How many mails of a sort went out; each went to the address of the policy. */
const toldOf = (sort: string): number =>
  here.cloud.ses
    .accepted()
    .filter(({ tags, destinations }) => tags.notice === sort && destinations[0] === LEAD).length;

it('staff hear once of a period that waits for exports, and of a mail machine that failed', async () => {
  const { cloud } = here;
  for (const day of ['2026-10-01', '2026-10-02'])
    await cloud.waitFor(
      cloud.start(cloud.machines.grade, { cause: 'schedule', time: `${day}T04:00:00.000Z` }),
    );
  // The run has one part: the outbox of the second is not there.
  for (const name of ['first', 'second'])
    await cloud.waitFor(cloud.start(cloud.machines.mail, { runId: goes.runId, parts: 2 }, name));
  await cloud.idle();
  expect([toldOf('waiting'), toldOf('stopped')]).toEqual([1, 1]);
}, 60_000);
