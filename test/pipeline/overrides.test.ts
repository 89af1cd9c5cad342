import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { intakeIdOf } from '../../shared/adapters/intake-store.ts';
import { getJson } from '../../shared/adapters/lines.ts';
import { openOverrides } from '../../shared/adapters/overrides.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { OverridesAnswerSchema } from '../../shared/contract/overrides.ts';
import { scratchFolder, tierwise } from '../support/cli.ts';
import { runningCloud } from '../support/running-cloud.ts';
import { customersCsv, ordersCsv } from '../support/small-shop.ts';

const folder = scratchFolder();
const state = folder.path('state');
const orders = folder.write('orders.csv', ordersCsv());
const customers = folder.write('customers.csv', customersCsv());

let here: Awaited<ReturnType<typeof runningCloud>>;
beforeAll(async () => {
  here = await runningCloud(state, '2026-06-30');
  await here.quarter([orders, customers], '2026-06-30');
  here.cloud.releaseGrading();
  here.clock.goTo('2026-07-10T04:00:00.000Z');
}, 60_000);
afterAll(async () => {
  await here.cloud.close();
  folder.remove();
});

const override = (...args: string[]) => tierwise(['override', ...args, '--state', state]);
const tierOf = async (customerId: string) => (await here.published(customerId))?.tier;
const runIds = async () => (await here.shop.runs.runs()).map(({ runId }) => runId);

/** Puts a file as a marketing lead would, and answers what became of it when all that follows is done. */
async function put(name: string, text: string) {
  const { uploads, results } = here.shop;
  const key = `overrides/${name}`;
  const versionId = await uploads.upload(folder.write(name, text), key);
  await here.cloud.idle();
  const answerId = intakeIdOf(uploads.name, key, versionId);
  return getJson(results, resultKeys.answer(answerId), OverridesAnswerSchema);
}

/** What the schedule starts each day. */
async function morning(day: string): Promise<void> {
  const time = `${day}T06:00:00+08:00`;
  here.clock.goTo(new Date(time).toISOString());
  await here.cloud.waitFor(here.cloud.start(here.cloud.machines.grade, { cause: 'schedule', time }));
  await here.cloud.idle();
}

const FRIEND = 'c00';

describe('a manual tier', () => {
  it('by command is published by a run of its own, down as well as up, and others stay where they are', async () => {
    const [before, other] = [await tierOf(FRIEND), await here.published('c01')];
    const tier = before === 'diamond' ? 'regular' : 'diamond';
    const { code, stdout } = await override(
      FRIEND,
      tier,
      '--until',
      '2026-08-31',
      '--why',
      '=长期合作, 由经理批准',
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 set')]);
    await here.cloud.idle();
    expect((await here.shop.runs.runs()).at(-1)).toMatchObject({ mode: 'onDemand', state: 'CLOSED' });
    expect(await here.published(FRIEND)).toMatchObject({ tier, overrideUntil: '2026-08-31' });
    expect(await here.published('c01')).toEqual(other);
    const [kept] = await openOverrides(here.shop.table).overrides();
    expect(kept).toMatchObject({ customerId: FRIEND, why: '=长期合作, 由经理批准' });
  }, 60_000);

  it('ends by command, and the tier that was earned comes back', async () => {
    const earned = (await here.shop.runs.snapshot())?.modelRunId ?? '';
    const was = (await here.tiersCsv(earned)).split('\n').find((line) => line.startsWith(`${FRIEND},`));
    const { code, stdout } = await override(FRIEND, '--end');
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 ended')]);
    await here.cloud.idle();
    expect(await here.published(FRIEND)).toMatchObject({ tier: was?.split(',')[1], overrideUntil: null });
  }, 60_000);

  it('ends on the morning after its last day, though nobody uploads anything', async () => {
    const was = await tierOf('c05');
    expect(was).not.toBe('diamond');
    await put('days.csv', 'customer_id,tier,until,why\nc05,diamond,2026-07-11,trial\n');
    expect(await tierOf('c05')).toBe('diamond');
    await morning('2026-07-11');
    expect(await tierOf('c05')).toBe('diamond');
    await morning('2026-07-12');
    expect(await here.published('c05')).toMatchObject({ tier: was, overrideUntil: null });
    const ids = await runIds();
    await morning('2026-07-13');
    expect(await runIds()).toEqual(ids);
  }, 60_000);

  it('ends with the period that is graded after its last day', async () => {
    expect(await tierOf('c02')).not.toBe('diamond');
    expect(
      await put('short.csv', 'customer_id,tier,until,why\nc02,diamond,2026-07-15,trial\n'),
    ).toMatchObject({
      status: 'accepted',
    });
    expect(await tierOf('c02')).toBe('diamond');
    const wanted = await here.quarter([orders], '2026-09-30');
    expect(wanted.asOf).toBe('2026-09-30');
    expect(await here.published('c02')).toMatchObject({ overrideUntil: null });
    expect(await tierOf('c02')).not.toBe('diamond');
  }, 60_000);

  it('in a file with one fault changes nothing, starts nothing and names the place', async () => {
    const [before, ids] = [await here.published('c03'), await runIds()];
    const answer = await put(
      'faulty.csv',
      '客户编号,等级,截止日期,原因\nc03,钻石,2026-12-31,老客户\nc04,白金,2026-12-31,老客户\n',
    );
    expect(answer).toMatchObject({ status: 'refused', faults: [{ line: 3, column: '等级' }] });
    expect([await here.published('c03'), await runIds()]).toEqual([before, ids]);
  }, 60_000);

  it('that is refused ends the command with 1; wrong words end it with 2', async () => {
    const refused = await override('c03', 'platinum', '--until', '2026-12-31', '--why', 'x', '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ customer: 'c03', answer: { status: 'refused' } });
    const wrong = [['c03'], ['c03', 'gold', '--until', '2026-12-31'], ['c03', 'gold', '--end']];
    const ended = await Promise.all(wrong.map((words) => override(...words)));
    expect(ended.map(({ code }) => code)).toEqual([2, 2, 2]);
  }, 60_000);

  it('tells of an id that nobody has', async () => {
    const { code, stdout } = await override('c0O', 'gold', '--until', '2026-12-31', '--why', 'x');
    expect([code, stdout]).toEqual([0, expect.stringContaining('check its spelling')]);
  }, 60_000);
});
