import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask } from '../../infra/cli/batch.ts';
import { markOwn } from '../../infra/cli/own-state.ts';
import { stay } from '../../infra/cli/stay.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { scratchFolder, tierwise } from '../support/cli.ts';
import { rollBackDay } from '../support/roll-back-day.ts';
import { runningCloud } from '../support/running-cloud.ts';
import { customersCsv, laterOrdersCsv, ordersCsv } from '../support/small-shop.ts';

const folder = scratchFolder();
const state = folder.path('state');
const orders = folder.write('orders.csv', ordersCsv());
const customers = folder.write('customers.csv', customersCsv());
const later = folder.write('later.csv', laterOrdersCsv());

/** The later orders of one customer, as they stand or taken back. */
function ordersOf(customerId: string, status: 'paid' | 'cancelled'): string {
  const [header, ...rows] = laterOrdersCsv().trim().split('\n');
  const own = rows.filter((row) => row.includes(`,${customerId},`)).map((row) => `${row},${status}`);
  return folder.write(`${status}.csv`, `${[`${header},status`, ...own].join('\n')}\n`);
}

let here: Awaited<ReturnType<typeof runningCloud>>;
let day: ReturnType<typeof rollBackDay>;
async function begin(today: string) {
  here = await runningCloud(state, today);
  day = rollBackDay(here, folder);
}

const standing = async () => ({ published: await day.published(), held: await day.held() });
let before: Awaited<ReturnType<typeof standing>>;
beforeAll(async () => {
  await begin('2026-06-30');
  await here.quarter([orders, customers], '2026-06-30');
  before = await standing();
}, 60_000);
afterAll(async () => {
  await here.cloud.close();
  folder.remove();
});

/** Customers with their outcome and its reason, of the mails about a rise. */
async function risesOf(runId: string): Promise<string[]> {
  const mails = (await day.mailsOf(runId)).filter(({ campaign }) => campaign?.startsWith('up-to'));
  return mails.map(({ customer_id, outcome, reason }) => `${customer_id} ${outcome} ${reason}`).sort();
}

const copied = ({ runId }: Run, file: string): string =>
  readFileSync(join(folder.path('out'), runId, file), 'utf8');

/** Whose mail was out before the roll-back, and whose was not. */
let out: string[] = [];
let unsent: string[] = [];

describe('a run between two periods, its mails half sent', () => {
  let undone: Run;
  let back: Run;

  it('sends nothing while all mail is paused, also where the pause came first; then SES stops it half-way', async () => {
    const sent = day.accepted();
    await day.wish({ want: 'campaign', act: 'pause', campaign: '*' });
    undone = await day.arrival(later, '2026-09-18');
    expect(undone).toMatchObject({ mode: 'onDemand', asOf: '2026-09-18', state: 'COMMITTED' });
    const { pending = 0 } = await here.mails(undone.runId);
    expect(day.accepted()).toBe(sent);
    here.cloud.ses.faults.set({ kind: 'paused', times: 'always', skip: 2 });
    await day.wish({ want: 'campaign', act: 'resume', campaign: '*' });
    expect(day.accepted() - sent).toBe(2);
    expect(await here.mails(undone.runId)).toMatchObject({ sent: 2, pending: pending - 2 });
    const mails = await day.mailsOf(undone.runId);
    const whose = (wanted: string) =>
      mails.flatMap(({ customer_id = '', outcome }) => (outcome === wanted ? [customer_id] : [])).sort();
    [out, unsent] = [whose('sent'), whose('pending')];
    expect(unsent.length).toBeGreaterThan(2);
  }, 60_000);

  it('is rolled back: all that is published and held is what it was before', async () => {
    expect(await day.published()).not.toEqual(before.published);
    const leaving = new EventEmitter();
    const staying = stay(here, folder.path('out'), once(leaving, 'leave'));
    back = await day.wish({ want: 'rollback', runId: undone.runId });
    await vi.waitFor(() => copied(back, 'rollback.json'), { timeout: 30_000 });
    leaving.emit('leave');
    await staying;
    expect(back).toMatchObject({ rollsBack: undone.runId, state: 'CLOSED' });
    expect((await here.shop.runs.run(undone.runId))?.state).toBe('ROLLED_BACK');
    expect(before.held.objects.length).toBeGreaterThan(5);
    expect(await standing()).toEqual(before);
  }, 60_000);

  it('is copied for whoever stays up with the local cloud, its list and pages that say so', async () => {
    expect(JSON.parse(copied(back, 'rollback.json'))).toEqual(await day.reportOf(back.runId));
    expect(copied(undone, 'report.en.html')).toContain('This run was rolled back');
    for (const file of ['tiers.csv', 'mails.csv', 'report.html']) expect(copied(back, file)).not.toBe('');
  });

  it('its unsent mails end cancelled and do not go out when all is resumed; those that were out are listed', async () => {
    const sent = day.accepted();
    here.cloud.ses.faults.clear();
    await day.resumeAll();
    expect(day.accepted()).toBe(sent);
    const ends = [...out.map((id) => `${id} sent `), ...unsent.map((id) => `${id} cancelled rolled_back`)];
    for (const { runId } of [undone, back])
      expect(await risesOf(runId)).toEqual(expect.arrayContaining(ends));
    const counts = new Map<string, number>();
    for (const { outcome, count } of (await day.reportOf(back.runId)).mails)
      counts.set(outcome, (counts.get(outcome) ?? 0) + count);
    expect([counts.get('sent'), counts.get('cancelled'), counts.get('pending')]).toEqual([
      out.length,
      unsent.length,
      undefined,
    ]);
  }, 60_000);
});

describe('the runs after it', () => {
  let newest: Run;

  it('mail whoever was not written to, and nobody a second time', async () => {
    const [sent, first = ''] = [day.accepted(), out[0]];
    const planned = await day.arrival(ordersOf(first, 'cancelled'), '2026-09-19');
    expect(planned).toMatchObject({ mode: 'onDemand', state: 'AWAITING_APPROVAL' });
    await day.wish({ want: 'approve', runId: planned.runId });
    expect(day.accepted() - sent).toBe(unsent.length);
    const rises = await risesOf(planned.runId);
    expect(rises).toEqual(expect.arrayContaining(unsent.map((id) => `${id} sent `)));
    expect(rises).toContain(`${out[1]} suppressed already_sent`);
    expect(rises.filter((mail) => mail.startsWith(first))).toEqual([]);
    before = await standing();
  }, 60_000);

  it('keep the cooldown of a mail that the roll-back overtook, although the change is another one', async () => {
    const [sent, first = ''] = [day.accepted(), out[0]];
    newest = await day.arrival(ordersOf(first, 'paid'), '2026-09-20');
    await day.wish({ want: 'approve', runId: newest.runId });
    expect(await day.published()).not.toEqual(before.published);
    expect(await risesOf(newest.runId)).toContain(`${first} capped cooldown`);
    expect(day.accepted()).toBe(sent);
  }, 60_000);

  it('can be rolled back by a roll-back that is killed in its middle, and again before the machine heard of it', async () => {
    here.cloud.bus.hold(() => true);
    await ask(here.shop, { want: 'rollback', runId: newest.runId });
    await here.cloud.close();
    await markOwn(state);
    for (const kill of [{ TIERWISE_FAIL: 'undo.after_stop:1' }, { TIERWISE_CRASH: 'state:Undo:1:after' }])
      expect(await tierwise(['local', '--once', '--state', state], kill)).toMatchObject({
        ...{ signal: 'SIGKILL', stderr: '' },
      });
    await begin('2026-09-20');
    await here.cloud.idle();
    expect((await here.shop.runs.run(newest.runId))?.state).toBe('ROLLED_BACK');
    expect(await standing()).toEqual(before);
  }, 60_000);
});
